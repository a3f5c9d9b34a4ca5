namespace OptosAdvance.Dicom.Core;

/// <summary>Splits and trims text values as their VRs ask (PS3.5 6.2, 6.4).</summary>
internal static class DicomText
{
    /// <summary>The values of a decoded value field, without padding; none for an empty field.</summary>
    public static string[] Split(string text, DicomVR vr)
    {
        if (!vr.IsMultiValuedText) return Trim(text, vr) is { Length: > 0 } whole ? [whole] : [];
        if (!text.Contains('\\', StringComparison.Ordinal)) return Trim(text, vr) is { Length: > 0 } single ? [single] : [];
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++) values[i] = Trim(values[i], vr);
        return values;
    }

    /// <summary>Takes off what is not significant: trailing spaces and nulls, and leading spaces but for long texts (and UC), where they count.</summary>
    public static string Trim(string value, DicomVR vr) =>
        vr.IsMultiValuedText && vr != DicomVR.UC ? value.Trim(' ', '\0') : value.TrimEnd(' ', '\0');
}
