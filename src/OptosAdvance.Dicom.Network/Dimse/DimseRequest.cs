namespace OptosAdvance.Dicom.Network;

/// <summary>What every DIMSE request has.</summary>
public abstract record DimseRequest
{
    private protected DimseRequest()
    {
    }

    /// <summary>Message ID (0000,0110). Left 0 in a request of our own: numbered when it is sent.</summary>
    public ushort MessageId { get; init; }
}
