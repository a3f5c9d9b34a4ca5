namespace OptosAdvance.Dicom.Host;

/// <summary>How long to wait before the next attempt: 15 seconds after the first failure, twice as long after each further one, at most 15 minutes.</summary>
internal sealed class MailBackOff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private TimeSpan _next = First;

    /// <summary>The wait after one more failure.</summary>
    public TimeSpan Failed()
    {
        var wait = _next;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }

    public void Reset() => _next = First;
}
