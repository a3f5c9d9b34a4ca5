using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    public Task<OutboundJob> SendStudyAsync(SendRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(Jobs[0]);
    }
}
