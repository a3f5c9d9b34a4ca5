namespace OptosAdvance.Dicom.Host;

/// <summary>The receiver of audit messages cannot be reached, or is not trusted.</summary>
/// <param name="message">Why, for people.</param>
/// <param name="action">What to do.</param>
/// <param name="inner">Cause; null when it is the appliance's own finding.</param>
internal sealed class AuditDeliveryException(string message, string action, Exception? inner = null) : Exception(message, inner)
{
    public string Action { get; } = action;
}
