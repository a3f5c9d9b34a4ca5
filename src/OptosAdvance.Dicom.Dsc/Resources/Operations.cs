using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>The operations of DSC, the same for every resource. Each returns the JSON values that go to the output, one a line.</summary>
internal sealed class Operations(ResourceType type, IResourceState state, Trace trace)
{
    /// <summary>The actual state.</summary>
    public IEnumerable<JsonNode> Get(JsonNode? input)
    {
        var desired = InstanceReader.Read(type, input, needsKey: true);
        return [Show(state.Read(desired), desired.Key)];
    }

    /// <summary>The actual state with the verdict, then the names of the properties that differ by meaning.</summary>
    public IEnumerable<JsonNode> Test(JsonNode? input)
    {
        var desired = InstanceReader.Read(type, input, needsKey: true);
        var actual = state.Read(desired);
        var different = Differences(desired, actual);
        var shown = Show(actual, desired.Key);
        shown[Canonical.InDesiredState] = different.Count == 0;
        return [shown, new JsonArray([.. different.Select(name => (JsonNode?)JsonValue.Create(name))])];
    }

    /// <summary>The state after the properties that are given were brought about, or would be.</summary>
    public IEnumerable<JsonNode> Set(JsonNode? input, bool whatIf)
    {
        var desired = InstanceReader.Read(type, input, needsKey: true);
        var outcome = state.Change(desired, whatIf);
        Tell(outcome, whatIf);
        var shown = Show(outcome.After, desired.Key);
        if (whatIf)
        {
            shown[Canonical.Metadata] = WhatIf(outcome);
        }

        return [shown];
    }

    /// <summary>Removes the instance; nothing, or what it would do.</summary>
    public IEnumerable<JsonNode> Delete(JsonNode? input, bool whatIf)
    {
        if (type.Key is null)
        {
            throw new DscException(ExitCodes.CommandLine, $"{type.Name} always exists and cannot be deleted.");
        }

        var read = InstanceReader.Read(type, input, needsKey: true);
        var outcome = state.Change(new DesiredState { Exist = false, Key = read.Key, Values = read.Values, Properties = read.Properties }, whatIf);
        Tell(outcome, whatIf);
        return whatIf ? [new JsonObject { [Canonical.Metadata] = WhatIf(outcome) }] : [];
    }

    /// <summary>Every instance; those that an object given has the values of, or one of several objects.</summary>
    public IEnumerable<JsonNode> Export(JsonNode? input)
    {
        var filters = (input is JsonArray several ? several.ToArray() : [input]).Select(filter => InstanceReader.Read(type, filter, needsKey: false)).ToArray();
        foreach (var actual in state.ReadAll())
        {
            if (filters.Any(filter => (filter.Key is null || IsKey(actual, filter.Key)) && Differences(filter, actual, withSecrets: false).Count == 0))
            {
                var shown = Show(actual, null, withExist: false);
                shown[Canonical.Name] = type.InstanceName ?? (string?)actual[type.Key!];
                yield return shown;
            }
        }
    }

    /// <summary>Properties that a person may see: no secrets, nothing that is not set.</summary>
    private JsonObject Show(JsonObject? actual, string? key, bool withExist = true)
    {
        var shown = new JsonObject();
        if (actual is null)
        {
            shown[type.Key!] = key;
            shown[Canonical.Exist] = false;
            return shown;
        }

        foreach (var setting in type.Settings)
        {
            if (!setting.IsSecret && actual[setting.JsonName] is { } value)
            {
                shown[setting.JsonName] = value.DeepClone();
            }
        }

        if (type.Key is not null && withExist)
        {
            shown[Canonical.Exist] = true;
        }

        return shown;
    }

    private List<string> Differences(DesiredState desired, JsonObject? actual, bool withSecrets = true)
    {
        if (desired.Exist != actual is not null)
        {
            return [Canonical.Exist];
        }

        if (actual is null)
        {
            return [];
        }

        var different = desired.Values
            .Where(pair => !pair.Key.IsSecret && !SettingsComparer.MeanTheSame(pair.Key, pair.Value, SettingJson.Read(pair.Key, actual[pair.Key.JsonName])))
            .Select(pair => pair.Key.JsonName)
            .ToList();
        var secrets = desired.Values.Where(pair => pair.Key.IsSecret).ToList();
        if (withSecrets && secrets.Count > 0)
        {
            different.AddRange(SecretDifferences(desired, secrets, actual));
        }

        return different;
    }

    /// <summary>Only the host knows its secrets: it is asked what a change would change.</summary>
    private IEnumerable<string> SecretDifferences(DesiredState desired, List<KeyValuePair<SettingMetadata, object?>> secrets, JsonObject actual)
    {
        try
        {
            var changed = state.Change(desired, whatIf: true).ChangedProperties;
            return secrets.Where(pair => changed.Contains(pair.Key.Name)).Select(pair => pair.Key.JsonName);
        }
        catch (ControlException e) when (e.Error.Id == ErrorIds.InvalidConfiguration)
        {
            // Set will refuse it with the same words. A secret that is not set at all surely differs.
            trace.Warn(e.Message);
            return secrets.Where(pair => pair.Value is not null && actual[pair.Key.JsonName] is null).Select(pair => pair.Key.JsonName);
        }
    }

    private bool IsKey(JsonObject actual, string key) => string.Equals((string?)actual[type.Key!], key, StringComparison.OrdinalIgnoreCase);

    private static JsonObject WhatIf(ChangeOutcome outcome) =>
        new() { [Canonical.WhatIf] = new JsonArray([.. outcome.Changes.Select(change => (JsonNode?)JsonValue.Create(change))]) };

    private void Tell(ChangeOutcome outcome, bool whatIf)
    {
        foreach (var change in outcome.Changes)
        {
            trace.Info(whatIf ? $"Would change {change}" : $"Changed {change}");
        }
    }
}
