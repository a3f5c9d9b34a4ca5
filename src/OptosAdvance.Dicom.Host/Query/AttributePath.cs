using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Where a key stands: a tag, or tags of sequences down to it.</summary>
internal sealed class AttributePath : IEquatable<AttributePath>
{
    private static readonly Lazy<Dictionary<string, DicomTag>> s_keywords = new(static () =>
    {
        var keywords = new Dictionary<string, DicomTag>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in DicomDictionary.Entries)
        {
            if (entry.Keyword.Length > 0)
            {
                keywords.TryAdd(entry.Keyword, entry.Tag);
            }
        }

        return keywords;
    });

    private AttributePath(DicomTag[] tags) => Tags = tags;

    /// <summary>At least one.</summary>
    public IReadOnlyList<DicomTag> Tags { get; }

    public static AttributePath Of(params DicomTag[] tags) => new(tags);

    /// <summary>Reads tags or keywords, whose case does not matter, separated by dots.</summary>
    /// <exception cref="ControlException">A step is neither.</exception>
    public static AttributePath Parse(string text) => new([.. text.Split('.').Select(step => ParseTag(step, text))]);

    public bool Equals(AttributePath? other) => other is not null && Tags.SequenceEqual(other.Tags);

    public override bool Equals(object? obj) => Equals(obj as AttributePath);

    public override int GetHashCode() => Tags.Aggregate(17, static (hash, tag) => (hash * 31) + tag.GetHashCode());

    public override string ToString() => string.Join('.', Tags.Select(static tag => tag.Keyword is { Length: > 0 } keyword ? keyword : tag.ToString()));

    private static DicomTag ParseTag(string step, string whole)
    {
        var name = step.Trim();
        if (DicomTag.TryParse(name, out var tag) || s_keywords.Value.TryGetValue(name, out tag))
        {
            return tag.IsDelimiter || tag.IsGroupLength || tag.Group <= 0x0002
                ? throw Errors.InvalidArgument($"The attribute {tag} cannot be a key of a query.", "Leave it out.")
                : tag;
        }

        throw Errors.InvalidArgument(
            $"'{whole}' does not name an attribute.",
            "Give a tag such as 0008,0090 or a keyword such as ReferringPhysicianName; within a sequence a path such as ScheduledProcedureStepSequence.Modality.");
    }
}
