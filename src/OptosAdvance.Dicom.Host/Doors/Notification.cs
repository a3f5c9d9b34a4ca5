namespace OptosAdvance.Dicom.Host;

/// <summary>An e-mail to whoever looks after the appliance.</summary>
/// <param name="Kind">What it is about, for the activity log and for tests: <c>Suspended</c>, <c>Resumed</c>, <c>Drift</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text: host, what happened, what to do.</param>
internal sealed record Notification(string Kind, string Subject, string Body);
