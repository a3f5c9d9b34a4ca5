namespace OptosAdvance.Dicom.Network;

/// <summary>Whether trying again may help (PS3.8 Table 9-21).</summary>
public enum AssociationRejectResult : byte
{
    /// <summary>Rejected permanently.</summary>
    Permanent = 1,

    /// <summary>Rejected for now.</summary>
    Transient = 2,
}
