using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>The parameters <c>-Filter</c>, <c>-Include</c> and <c>-Exclude</c> of the item commands.</summary>
internal sealed class NameFilter(string? filter, string[]? include, string[]? exclude)
{
    private readonly WildcardPattern[] required = Patterns(string.IsNullOrEmpty(filter) ? null : [filter]);
    private readonly WildcardPattern[] included = Patterns(include);
    private readonly WildcardPattern[] excluded = Patterns(exclude);

    public bool Allows(string name) =>
        (required.Length == 0 || Matches(required, name))
        && (included.Length == 0 || Matches(included, name))
        && !Matches(excluded, name);

    private static bool Matches(WildcardPattern[] patterns, string name) => patterns.Any(pattern => pattern.IsMatch(name));

    private static WildcardPattern[] Patterns(string[]? patterns) =>
        [.. (patterns ?? []).Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase))];
}
