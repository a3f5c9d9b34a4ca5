namespace OptosAdvance.Dicom.Host;

/// <summary>Who a session belongs to.</summary>
/// <param name="userName">Tells the account, as the operating system says; asked once, when the first request is there.</param>
/// <param name="sessionEnded">Cancelled when the connection is gone.</param>
internal sealed class ControlCaller(Func<string> userName, CancellationToken sessionEnded)
{
    private readonly Lazy<string> _userName = new(userName);

    public string UserName => _userName.Value;

    public CancellationToken SessionEnded { get; } = sessionEnded;
}
