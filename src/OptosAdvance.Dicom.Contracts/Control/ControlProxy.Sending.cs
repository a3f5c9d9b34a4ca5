namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public Task<OutboundJob> SendStudyAsync(SendRequest request, CancellationToken cancellationToken) =>
        CallAsync<OutboundJob>(nameof(SendStudyAsync), cancellationToken, request);
}
