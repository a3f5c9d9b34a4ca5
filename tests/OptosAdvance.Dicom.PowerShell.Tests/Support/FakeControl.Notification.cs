using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    public DeliveryStatus NotificationStatus { get; set; } = new();

    public NotificationTestResult NotificationResult { get; set; } = new() { Success = true, Step = NotificationTestStep.Message };

    public Task<DeliveryStatus> GetNotificationStatusAsync(CancellationToken cancellationToken) => Task.FromResult(NotificationStatus);

    public Task<NotificationTestResult> TestNotificationAsync(NotificationTestRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(NotificationResult with { To = request.To });
    }
}
