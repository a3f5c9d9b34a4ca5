namespace OptosAdvance.Dicom.Network;

/// <summary>Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 9.3.4, Table 9-21).</summary>
/// <param name="Result">Permanent or transient.</param>
/// <param name="Source">Who rejected.</param>
/// <param name="Reason">Reason code; its meaning depends on the source.</param>
public readonly record struct AssociationRejection(AssociationRejectResult Result, AssociationRejectSource Source, byte Reason)
{
    /// <summary>(1,1,1) no reason given.</summary>
    public static AssociationRejection NoReason { get; } = new(AssociationRejectResult.Permanent, AssociationRejectSource.ServiceUser, 1);

    /// <summary>(1,1,2) the application context is not DICOM's.</summary>
    public static AssociationRejection ApplicationContextNotSupported { get; } = new(AssociationRejectResult.Permanent, AssociationRejectSource.ServiceUser, 2);

    /// <summary>(1,1,3) the calling AE title is not known.</summary>
    public static AssociationRejection CallingAETitleNotRecognized { get; } = new(AssociationRejectResult.Permanent, AssociationRejectSource.ServiceUser, 3);

    /// <summary>(1,1,7) the called AE title is not ours.</summary>
    public static AssociationRejection CalledAETitleNotRecognized { get; } = new(AssociationRejectResult.Permanent, AssociationRejectSource.ServiceUser, 7);

    /// <summary>(1,2,2) protocol version not supported.</summary>
    public static AssociationRejection ProtocolVersionNotSupported { get; } = new(AssociationRejectResult.Permanent, AssociationRejectSource.ServiceProviderAcse, 2);

    /// <summary>(2,3,1) temporary congestion.</summary>
    public static AssociationRejection TemporaryCongestion { get; } = new(AssociationRejectResult.Transient, AssociationRejectSource.ServiceProviderPresentation, 1);

    /// <summary>(2,3,2) local limit exceeded: too many associations.</summary>
    public static AssociationRejection LocalLimitExceeded { get; } = new(AssociationRejectResult.Transient, AssociationRejectSource.ServiceProviderPresentation, 2);

    /// <summary>The reason in words.</summary>
    public string ReasonText => (Source, Reason) switch
    {
        (_, 1) when Source != AssociationRejectSource.ServiceProviderPresentation => "no reason given",
        (AssociationRejectSource.ServiceUser, 2) => "application context name not supported",
        (AssociationRejectSource.ServiceUser, 3) => "calling AE title not recognized",
        (AssociationRejectSource.ServiceUser, 7) => "called AE title not recognized",
        (AssociationRejectSource.ServiceProviderAcse, 2) => "protocol version not supported",
        (AssociationRejectSource.ServiceProviderPresentation, 1) => "temporary congestion",
        (AssociationRejectSource.ServiceProviderPresentation, 2) => "local limit exceeded",
        _ => $"reserved reason {Reason}",
    };

    /// <inheritdoc/>
    public override string ToString() => $"({(byte)Result},{(byte)Source},{Reason}) {ReasonText}";
}
