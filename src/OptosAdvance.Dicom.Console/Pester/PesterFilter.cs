using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Chooses tests by tags and names.</summary>
internal sealed class PesterFilter(IReadOnlyList<string> tags, IReadOnlyList<string> excludedTags, IReadOnlyList<string> names)
{
    public bool Chooses(PesterTest test)
    {
        var own = test.AllTags().ToList();
        return (tags.Count == 0 || Matches(tags, own))
            && !Matches(excludedTags, own)
            && (names.Count == 0 || names.Any(name => IsLike(name, test.FullName)));
    }

    private static bool Matches(IReadOnlyList<string> patterns, List<string> tags) =>
        patterns.Any(pattern => tags.Exists(tag => IsLike(pattern, tag)));

    private static bool IsLike(string pattern, string text) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);
}
