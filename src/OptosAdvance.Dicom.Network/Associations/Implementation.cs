using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>How this implementation names itself to peers (PS3.7 D.3.3.2).</summary>
public static class Implementation
{
    /// <summary>Implementation class UID: derived from a random UUID (PS3.5 B.2), fixed for this implementation.</summary>
    public static DicomUid ClassUid { get; } = new("2.25.182618558702230769789998317280765098117");

    /// <summary>Implementation version name.</summary>
    public const string VersionName = "OPTOSADVANCE_01";
}
