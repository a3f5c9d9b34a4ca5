using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : INotificationWire
{
    public Task<DeliveryStatus> GetNotificationStatusAsync(CancellationToken cancellationToken) => control.GetNotificationStatusAsync(cancellationToken);

    public Task<NotificationTestResult> TestNotificationAsync(NotificationTestRequest request, CancellationToken cancellationToken) =>
        control.TestNotificationAsync(request, cancellationToken);
}
