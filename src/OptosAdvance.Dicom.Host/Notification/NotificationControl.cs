using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the host answers about e-mail.</summary>
internal sealed class NotificationControl(ControlCaller caller, Notifications notifications, NotificationTest test) : INotificationWire
{
    public Task<DeliveryStatus> GetNotificationStatusAsync(CancellationToken cancellationToken) => Task.FromResult(notifications.Status);

    public Task<NotificationTestResult> TestNotificationAsync(NotificationTestRequest request, CancellationToken cancellationToken) =>
        test.TestAsync(request, caller.UserName, cancellationToken);
}
