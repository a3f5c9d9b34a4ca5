using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Sending as one caller of the control endpoint sees it.</summary>
internal sealed class SendingControl(ControlCaller caller, StudySending sending) : ISendingWire
{
    public Task<OutboundJob> SendStudyAsync(SendRequest request, CancellationToken cancellationToken) =>
        sending.SendAsync(request, caller.UserName, cancellationToken);
}
