using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : ISendingWire
{
    public Task<OutboundJob> SendStudyAsync(SendRequest request, CancellationToken cancellationToken) => control.SendStudyAsync(request, cancellationToken);
}
