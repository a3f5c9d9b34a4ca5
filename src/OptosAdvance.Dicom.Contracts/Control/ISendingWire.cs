namespace OptosAdvance.Dicom.Contracts;

/// <summary>Sending as it travels.</summary>
internal interface ISendingWire
{
    Task<OutboundJob> SendStudyAsync(SendRequest request, CancellationToken cancellationToken);
}
