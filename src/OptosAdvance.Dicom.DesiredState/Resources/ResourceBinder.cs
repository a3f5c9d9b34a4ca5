using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Makes the wanted state of a resource of its properties.</summary>
internal sealed class ResourceBinder(DocumentErrors errors, ExpressionEvaluator evaluator, List<string> warnings)
{
    private const string Exist = "_exist";
    private static readonly string[] HostProperties = ["installed", "running", "startupType", "dataDirectory"];

    /// <summary>Binds a resource.</summary>
    /// <param name="resource">Type, name and place.</param>
    /// <param name="kind">Part of the configuration that it is about.</param>
    /// <param name="properties">Its properties, as they are written; null for none.</param>
    /// <param name="scope">What expressions see.</param>
    /// <param name="failed">Whether something was wrong, which has been reported.</param>
    /// <returns>The resource with what could be bound; null when it cannot be said what it is about.</returns>
    public DesiredResource? Bind(DesiredResource resource, ResourceKind kind, MapNode? properties, EvaluationScope scope, out bool failed)
    {
        failed = false;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var places = new List<PropertyPlace>();
        var exist = true;
        foreach (var entry in properties?.Entries ?? [])
        {
            var setting = kind.Settings.FirstOrDefault(each => each.JsonName == entry.Key);
            if (setting is null && entry.Key != Exist)
            {
                errors.Add(entry.Position, $"{kind.Type} has no property '{entry.Key}'{Suggestion.For(entry.Key, PropertiesOf(kind))}.");
                failed = true;
            }
            else if (evaluator.Evaluate(entry.Value, scope) is not { } value)
            {
                failed = true;
            }
            else if (setting is null)
            {
                exist = ReadExist(kind, value, ref failed);
                places.Add(new PropertyPlace(Exist, entry.Position.Line, entry.Position.Column));
            }
            else
            {
                Read(setting, entry, Unwrap(setting, value), values, places, ref failed);
            }
        }

        var key = kind is RemoteAEKind ? values.TryGetValue(nameof(RemoteAE.Name), out var name) ? ((string?)name)?.Trim() : null : null;
        if (kind is RemoteAEKind && string.IsNullOrEmpty(key))
        {
            if (!failed || properties?.Find("name") is null)
            {
                errors.Add(new(resource.File, resource.Line, 1), $"'{resource.Name}' has no 'name', which says what remote AE is meant.");
            }

            failed = true;
            return null;
        }

        return resource with
        {
            Target = key is null ? kind.Name : $"{kind.Name}/{key}",
            Change = kind.Change(key, values, exist),
            Places = places.ToEquatableList(),
        };
    }

    /// <summary>Binds the host; see <see cref="DesiredHost"/>.</summary>
    public DesiredResource BindHost(DesiredResource resource, MapNode? properties, EvaluationScope scope)
    {
        var host = new DesiredHost();
        var places = new List<PropertyPlace>();
        foreach (var entry in properties?.Entries ?? [])
        {
            var value = evaluator.Evaluate(entry.Value, scope);
            places.Add(new PropertyPlace(entry.Key, entry.Position.Line, entry.Position.Column));
            switch (entry.Key, value)
            {
                case (_, null):
                    break;
                case ("running", ScalarNode { Value: bool flag }):
                    host = host with { Running = flag };
                    break;
                case ("dataDirectory", ScalarNode { Value: string text, IsSecret: false }):
                    host = host with { DataDirectory = text };
                    break;
                case ("installed", ScalarNode { Value: bool }):
                case ("startupType", ScalarNode { Value: "Automatic" or "Manual" or "Disabled" }):
                    Warn(entry.Position, $"{entry.Key} is for optosdsc, which asks the service manager; the host does not check it.");
                    break;
                case ("installed" or "running", _):
                    errors.Add(value.Position, $"{entry.Key} is true or false; this is {value.Kind}.");
                    break;
                case ("dataDirectory", _):
                    errors.Add(value.Position, $"dataDirectory is a text; this is {value.Kind}{(value.IsSecret ? " that is secret" : "")}.");
                    break;
                case ("startupType", _):
                    errors.Add(value.Position, "startupType is Automatic, Manual or Disabled.");
                    break;
                default:
                    errors.Add(entry.Position, $"{ResourceKinds.Host} has no property '{entry.Key}' that can be set{Suggestion.For(entry.Key, HostProperties)}.");
                    break;
            }
        }

        return resource with { Target = "Host", Host = host, Places = places.ToEquatableList() };
    }

    private static IEnumerable<string> PropertiesOf(ResourceKind kind) =>
        kind.Settings.Select(setting => setting.JsonName).Concat(kind is RemoteAEKind ? [Exist] : []);

    private bool ReadExist(ResourceKind kind, DocumentNode value, ref bool failed)
    {
        if (value is ScalarNode { Value: bool exist } && (exist || kind is RemoteAEKind))
        {
            return exist;
        }

        errors.Add(value.Position, value is ScalarNode { Value: bool } ? $"{kind.Type} always exists." : $"{Exist} is true or false; this is {value.Kind}.");
        failed = true;
        return true;
    }

    private void Read(SettingMetadata setting, MapEntry entry, DocumentNode value, Dictionary<string, object?> values, List<PropertyPlace> places, ref bool failed)
    {
        var converted = PropertyConverter.Convert(setting, value, out var problem);
        if (problem is not null)
        {
            errors.Add(value.Position, problem);
            failed = true;
            return;
        }

        if (setting.IsSecret && converted is not null && !value.IsSecret)
        {
            Warn(entry.Position, $"{setting.JsonName} stands in the document in clear; make it a parameter of type secureString.");
        }

        values[setting.Name] = converted;
        places.Add(new PropertyPlace(setting.Name, entry.Position.Line, entry.Position.Column));
    }

    private void Warn(DocumentPosition position, string message) =>
        warnings.Add(new DocumentError(position.File, position.Line, position.Column, message).ToString());

    /// <summary>DSC hands a secure value over in an object of its own.</summary>
    private static DocumentNode Unwrap(SettingMetadata setting, DocumentNode value) =>
        setting.IsSecret && value is MapNode { Entries.Count: 1 } map && map.Find("secureString") is { } inner ? Secrecy.Hide(inner.Value) : value;
}
