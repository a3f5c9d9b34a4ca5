namespace OptosAdvance.Dicom.Contracts;

/// <summary>Steps of sending an e-mail, in order.</summary>
public enum NotificationTestStep
{
    /// <summary>Finding out where to send what.</summary>
    Settings,

    /// <summary>Reaching the server and its greeting.</summary>
    Connection,

    /// <summary>TLS, from the first byte or by STARTTLS.</summary>
    Tls,

    /// <summary>User name and password.</summary>
    Authentication,

    /// <summary>Handing the message over.</summary>
    Message,
}
