namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>How it stands with e-mails.</summary>
    Task<DeliveryStatus> GetNotificationStatusAsync(CancellationToken cancellationToken);

    /// <summary>Sends an e-mail now and says how it went; a failure is a result, no error.</summary>
    Task<NotificationTestResult> TestNotificationAsync(NotificationTestRequest request, CancellationToken cancellationToken);
}
