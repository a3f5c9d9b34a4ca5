namespace OptosAdvance.Dicom.Core;

/// <summary>What an age counts.</summary>
public enum DicomAgeUnit
{
    /// <summary>Days (D).</summary>
    Days,

    /// <summary>Weeks (W).</summary>
    Weeks,

    /// <summary>Months (M).</summary>
    Months,

    /// <summary>Years (Y).</summary>
    Years,
}
