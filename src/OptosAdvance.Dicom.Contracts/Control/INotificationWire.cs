namespace OptosAdvance.Dicom.Contracts;

/// <summary>E-mail, as it travels.</summary>
internal interface INotificationWire
{
    Task<DeliveryStatus> GetNotificationStatusAsync(CancellationToken cancellationToken);

    Task<NotificationTestResult> TestNotificationAsync(NotificationTestRequest request, CancellationToken cancellationToken);
}
