namespace OptosAdvance.Dicom.Contracts;

/// <summary>How studies are retrieved from a server.</summary>
public enum RetrieveMethod
{
    /// <summary>C-MOVE to our AE.</summary>
    Move,

    /// <summary>C-GET on the same association.</summary>
    Get,
}
