namespace OptosAdvance.Dicom.Core;

/// <summary>What the standard says about a data element (PS3.6 6, PS3.7 E, PS3.10).</summary>
/// <param name="Tag">The tag; of a repeating group the one that was asked for, or its first.</param>
/// <param name="Keyword">The keyword, such as PatientName; empty for the few without.</param>
/// <param name="Name">The name, such as Patient's Name.</param>
/// <param name="Representations">The VRs that it may have: one, or several such as US and SS; none for the delimiters.</param>
/// <param name="Multiplicity">The value multiplicity as the standard writes it: 1, 1-n, 2-2n.</param>
/// <param name="IsRetired">Whether the standard has retired it.</param>
public sealed record DicomDictionaryEntry(
    DicomTag Tag, string Keyword, string Name, IReadOnlyList<DicomVR> Representations, string Multiplicity, bool IsRetired);
