using System.Net;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// Compares settings by meaning: <c>5%</c> is <c>5.0 %</c>, blanks around an AE title do not count, host names and names of
/// entries have no case, and no text is the same as an empty one.
/// </summary>
public static class SettingsComparer
{
    /// <summary>Whether two values of a setting mean the same.</summary>
    public static bool MeanTheSame(SettingMetadata setting, object? left, object? right)
    {
        if (setting.ValueType != typeof(string))
        {
            return Equals(left, right);
        }

        var (a, b) = (((string?)left)?.Trim() ?? "", ((string?)right)?.Trim() ?? "");
        return setting.Comparison switch
        {
            SettingComparison.IgnoreCase => string.Equals(a, b, StringComparison.OrdinalIgnoreCase),
            SettingComparison.HostName => string.Equals(CanonicalHost(a), CanonicalHost(b), StringComparison.OrdinalIgnoreCase),
            SettingComparison.Uri => string.Equals(CanonicalUri(a), CanonicalUri(b), StringComparison.Ordinal),
            _ => string.Equals(a, b, StringComparison.Ordinal),
        };
    }

    /// <summary>Whether two settings records mean the same.</summary>
    public static bool MeanTheSame<T>(T left, T right)
        where T : class, new() => SettingsMetadata.Of<T>().All(
            setting => MeanTheSame(setting, setting.Property.GetValue(left), setting.Property.GetValue(right)));

    /// <summary>The properties that differ by meaning.</summary>
    /// <param name="target">Name of the section, for the result.</param>
    /// <param name="before">A settings record; null when there was none.</param>
    /// <param name="after">A settings record; null when there is none.</param>
    public static EquatableList<PropertyChange> Compare<T>(string target, T? before, T? after)
        where T : class, new() => Differences(target, typeof(T), before, after).ToEquatableList();

    /// <summary>The properties that differ by meaning, in every section and remote AE; the revision does not count.</summary>
    public static EquatableList<PropertyChange> Compare(ApplianceConfiguration before, ApplianceConfiguration after)
    {
        var was = Index(before);
        var now = Index(after);
        return was.Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase)
            .SelectMany(target =>
            {
                was.TryGetValue(target, out var left);
                now.TryGetValue(target, out var right);
                return Differences(target, (left ?? right)!.GetType(), left, right);
            })
            .ToEquatableList();
    }

    /// <summary>Properties that the partial form gives and whose value differs by meaning from that of <paramref name="actual"/>.</summary>
    public static EquatableList<PropertyChange> Compare<T>(string target, T actual, Partial<T> wanted)
        where T : class, new() => Compare(target, actual, wanted.ApplyTo(actual));

    private static Dictionary<string, object> Index(ApplianceConfiguration configuration) =>
        ConfigurationSections.Of(configuration).ToDictionary(part => part.Target, part => part.Settings, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<PropertyChange> Differences(string target, Type type, object? before, object? after) =>
        from setting in SettingsMetadata.Of(type)
        let was = before is null ? null : setting.Property.GetValue(before)
        let now = after is null ? null : setting.Property.GetValue(after)
        where before is null || after is null ? setting.Display(was ?? now) is not null : !MeanTheSame(setting, was, now)
        select new PropertyChange(target, setting.Name, setting.Display(was), setting.Display(now));

    private static string CanonicalHost(string host) =>
        IPAddress.TryParse(host, out var address) ? address.ToString() : host.TrimEnd('.');

    private static string CanonicalUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri.AbsoluteUri.TrimEnd('/') : text;
}
