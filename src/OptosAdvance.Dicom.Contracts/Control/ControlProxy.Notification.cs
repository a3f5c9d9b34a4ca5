namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public Task<DeliveryStatus> GetNotificationStatusAsync(CancellationToken cancellationToken) =>
        CallAsync<DeliveryStatus>(nameof(GetNotificationStatusAsync), cancellationToken);

    public Task<NotificationTestResult> TestNotificationAsync(NotificationTestRequest request, CancellationToken cancellationToken) =>
        CallAsync<NotificationTestResult>(nameof(TestNotificationAsync), cancellationToken, request);
}
