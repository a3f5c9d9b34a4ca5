using System.Globalization;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Data sets as attributes for people, and the values that results are made of.</summary>
internal static class AttributeSets
{
    /// <summary>Longest value in characters that is handed on; identifiers have none that are longer, and bulk data is not for people.</summary>
    private const int MaximumValueLength = 4096;

    /// <summary>Levels of sequences that are handed on.</summary>
    private const int MaximumDepth = 8;

    public static DicomAttributeSet Of(DicomDataset dataSet) => Of(dataSet, 0);

    /// <summary>The values, separated by a backslash; empty when there are none.</summary>
    public static string Text(this DicomDataset dataSet, DicomTag tag) => dataSet.GetStrings(tag) is { Length: > 0 } values ? string.Join('\\', values) : "";

    /// <summary>A number; null when it is absent or none.</summary>
    public static int? Number(this DicomDataset dataSet, DicomTag tag) =>
        int.TryParse(dataSet.GetString(tag), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A date; null when it is absent or none.</summary>
    public static DateTime? Date(this DicomDataset dataSet, DicomTag date) =>
        DicomDate.TryParse(dataSet.GetString(date), out var day) ? day.Value.ToDateTime(TimeOnly.MinValue) : null;

    /// <summary>A date and the time of day beside it; null when the date is absent or none.</summary>
    public static DateTime? Moment(this DicomDataset dataSet, DicomTag date, DicomTag time) =>
        dataSet.Date(date) is not { } day ? null
        : DicomTime.TryParse(dataSet.GetString(time), out var clock) ? day + clock.Earliest.ToTimeSpan()
        : day;

    /// <summary>The first item of a sequence; an empty data set when there is none.</summary>
    public static DicomDataset FirstItem(this DicomDataset dataSet, DicomTag sequence) =>
        dataSet.GetSequence(sequence) is { Items: [var first, ..] } ? first : [];

    private static DicomAttributeSet Of(DicomDataset dataSet, int depth) =>
        new(dataSet.Select(item => Attribute(dataSet, item, depth)).ToEquatableList());

    private static DicomAttribute Attribute(DicomDataset dataSet, DicomItem item, int depth) => new()
    {
        Tag = item.Tag.ToString(),
        Keyword = item.Tag.Keyword,
        VR = item.VR.Code,
        Value = Value(dataSet, item),
        Items = item is DicomSequence sequence && depth < MaximumDepth
            ? sequence.Items.Select(each => Of(each, depth + 1)).ToEquatableList()
            : [],
    };

    private static string Value(DicomDataset dataSet, DicomItem item)
    {
        var text = dataSet.Text(item.Tag);
        return text.Length <= MaximumValueLength ? text : text[..MaximumValueLength] + "…";
    }
}
