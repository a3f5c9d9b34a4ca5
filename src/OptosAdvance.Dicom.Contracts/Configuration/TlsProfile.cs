namespace OptosAdvance.Dicom.Contracts;

/// <summary>Secure transport profile (PS3.15 annex B).</summary>
public enum TlsProfile
{
    /// <summary>BCP 195 profile (PS3.15 B.9): TLS 1.2 and 1.3.</summary>
    Bcp195,
}
