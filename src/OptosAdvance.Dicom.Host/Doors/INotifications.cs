namespace OptosAdvance.Dicom.Host;

/// <summary>The door for telling a person by e-mail.</summary>
internal interface INotifications
{
    /// <summary>
    /// Hands a message over for delivery to NotificationAddress; returns at once and never throws. It is kept durably and tried again until the
    /// mail server takes it. Without an address or a mail server nothing is sent, and the activity log says so.
    /// </summary>
    /// <param name="notification">What to tell. It must hold nothing of a patient.</param>
    void Send(Notification notification);
}
