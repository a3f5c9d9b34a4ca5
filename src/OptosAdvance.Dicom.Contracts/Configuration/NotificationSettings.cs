namespace OptosAdvance.Dicom.Contracts;

/// <summary>The mail server that notifications go through.</summary>
public sealed record NotificationSettings
{
    /// <summary>SMTP server; null when no mail is to be sent.</summary>
    [Setting("Host name or address of the SMTP server.", Example = "mail.clinic.example", Comparison = SettingComparison.HostName)]
    public string? Server { get; init; }

    /// <summary>SMTP port.</summary>
    [Setting("TCP port of the SMTP server.", Minimum = 1, Maximum = 65535, Example = "587")]
    public int Port { get; init; } = 25;

    /// <summary>How the connection is protected.</summary>
    [Setting("How the connection is protected: Auto, None, StartTls, Tls.", Example = "StartTls")]
    public SmtpSecurity Security { get; init; } = SmtpSecurity.Auto;

    /// <summary>PEM file with the certificates that the server's certificate is checked against; null for the machine's.</summary>
    [Setting("Path of a PEM file with the authorities that the server's certificate must come from; empty for the machine's.", Example = "/etc/optosadvance/clinic-ca.pem")]
    public string? TlsTrustedCertificatesPath { get; init; }

    /// <summary>Sender address.</summary>
    [Setting("Sender address of notifications.", Example = "optos@clinic.example", Comparison = SettingComparison.IgnoreCase)]
    public string? From { get; init; }

    /// <summary>User name for the server; null when it asks for none.</summary>
    [Setting("User name for the SMTP server.", Example = "optos")]
    public string? CredentialUserName { get; init; }

    /// <summary>Password for the server.</summary>
    [Setting("Password for the SMTP server.", IsSecret = true)]
    public Secret? CredentialPassword { get; init; }
}
