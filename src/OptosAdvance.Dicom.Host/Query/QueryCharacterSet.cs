using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Chooses the character set of a request.</summary>
/// <remarks>
/// Peers that match byte by byte hold their names in the set of their country, and others convert; so text is sent in that set where one
/// has all of it. A request whose keys are ASCII names UTF-8 all the same: it is what peers that answer in the set of the request need
/// in order to answer with every name as it is.
/// </remarks>
internal static class QueryCharacterSet
{
    private static readonly DicomCharacterSet[] s_national =
    [
        .. new[] { "ISO_IR 100", "ISO_IR 126", "ISO_IR 144", "ISO_IR 138", "ISO_IR 127", "ISO_IR 166", "ISO_IR 101", "ISO_IR 148", "ISO_IR 109", "ISO_IR 110" }
            .Select(static term => DicomCharacterSet.FromSpecificCharacterSet([term])),
        DicomCharacterSet.FromSpecificCharacterSet(["", "ISO 2022 IR 87"]),
        DicomCharacterSet.FromSpecificCharacterSet(["", "ISO 2022 IR 149"]),
    ];

    private static readonly DicomCharacterSet s_chinese = DicomCharacterSet.FromSpecificCharacterSet(["GB18030"]);

    public static DicomCharacterSet Choose(IEnumerable<(DicomVR VR, string Value)> values)
    {
        var text = values.Where(static each => each.VR.UsesCharacterSet && each.Value.Any(static c => c > '\x7F')).ToList();
        if (text.Count == 0)
        {
            return DicomCharacterSet.Utf8;
        }

        // GB18030 has every character there is; it is meant only where the text is ideographs that the Japanese set lacks.
        return s_national.FirstOrDefault(set => text.TrueForAll(each => set.CanEncode(each.Value, each.VR) && RoundTrips(set, each.Value, each.VR)))
            ?? (text.TrueForAll(static each => each.Value.All(static c => c is <= '\x7F' or (>= '\u3000' and <= '\u9FFF'))) ? s_chinese : DicomCharacterSet.Utf8);
    }

    /// <summary>Reads what a person gave.</summary>
    /// <exception cref="ControlException">A term is not one of DICOM.</exception>
    public static DicomCharacterSet Parse(string text)
    {
        var set = DicomCharacterSet.FromSpecificCharacterSet(text.Split('\\'));
        return set.UnrecognizedTerms.Count == 0
            ? set
            : throw Errors.InvalidArgument(
                $"'{set.UnrecognizedTerms[0]}' is not a character set of DICOM.", @"Give a defined term such as ISO_IR 100, ISO_IR 192 or \ISO 2022 IR 87.");
    }

    private static bool RoundTrips(DicomCharacterSet set, string text, DicomVR vr) => set.Decode(set.Encode(text, vr), vr) == text;
}
