namespace OptosAdvance.Dicom.Core;

/// <summary>How this implementation names itself in files (PS3.10 7.1) and associations (PS3.7 D.3.3.2).</summary>
public static class DicomImplementation
{
    /// <summary>Implementation Version Name: 1 to 16 characters.</summary>
    public const string VersionName = "OPTOSADVANCE_01";

    /// <summary>Implementation Class UID.</summary>
    public static DicomUid ClassUid => new("2.25.176945004033797118696430871810535851056");
}
