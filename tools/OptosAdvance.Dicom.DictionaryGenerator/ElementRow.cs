using System.Globalization;

namespace OptosAdvance.Dicom.DictionaryGenerator;

/// <summary>One line of elements.tsv: a data element, or a repeating group written with <c>x</c> digits.</summary>
internal sealed record ElementRow(string Tag, string Representations, string Multiplicity, string Keyword, string Name, bool IsRetired)
{
    public bool IsRepeating => Tag.Contains('x', StringComparison.Ordinal);

    /// <summary>The tag with every <c>x</c> digit as zero.</summary>
    public uint Value => uint.Parse(Tag.Replace('x', '0'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The bits of the tag that must agree.</summary>
    public uint Mask => uint.Parse(string.Concat(Tag.Select(c => c == 'x' ? '0' : 'F')), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public string FormattedTag => $"({Tag[..4]},{Tag[4..]})";

    public static IReadOnlyList<ElementRow> Read(string path) =>
        [.. Tsv.Rows(path, 6).Select(f => new ElementRow(f[0], f[1], f[2], f[3], f[4], f[5] == "R")).OrderBy(r => r.Value)];
}
