namespace OptosAdvance.Dicom.Network;

/// <summary>Who rejected (PS3.8 Table 9-21).</summary>
public enum AssociationRejectSource : byte
{
    /// <summary>The DICOM application.</summary>
    ServiceUser = 1,

    /// <summary>The upper layer, association control.</summary>
    ServiceProviderAcse = 2,

    /// <summary>The upper layer, presentation.</summary>
    ServiceProviderPresentation = 3,
}
