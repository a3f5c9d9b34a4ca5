namespace OptosAdvance.Dicom.Contracts;

/// <summary>An e-mail to send for a test.</summary>
public sealed record NotificationTestRequest
{
    /// <summary>Whom to send to; null for the repository's NotificationAddress.</summary>
    public string? To { get; init; }
}
