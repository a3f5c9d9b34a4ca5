namespace OptosAdvance.Dicom.Host;

/// <summary>Who a session belongs to.</summary>
/// <param name="UserName">Account, as the operating system says.</param>
/// <param name="SessionEnded">Cancelled when the connection is gone.</param>
internal sealed record ControlCaller(string UserName, CancellationToken SessionEnded);
