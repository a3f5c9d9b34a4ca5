namespace OptosAdvance.Dicom.Network;

/// <summary>The application context of DICOM (PS3.7 A.2.1).</summary>
internal static class ApplicationContextName
{
    public const string Dicom = "1.2.840.10008.3.1.1.1";
}
