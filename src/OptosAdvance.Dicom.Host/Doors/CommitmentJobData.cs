using System.Globalization;

namespace OptosAdvance.Dicom.Host;

/// <summary>What a commitment job keeps between its attempts.</summary>
/// <param name="Asked">How often the archive has taken its requests.</param>
/// <param name="SentAfter">
/// When the send began that it follows; null when a person asked. An instance that was received later is not the one that was sent.
/// </param>
internal sealed record CommitmentJobData(int Asked, DateTimeOffset? SentAfter = null)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; what is not understood is a job that has just begun.</summary>
    public static CommitmentJobData Parse(string? text)
    {
        var parts = (text ?? "").Split(';');
        var asked = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new CommitmentJobData(asked, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : new CommitmentJobData(asked);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Asked};{SentAfter?.ToUnixTimeMilliseconds()}");
}
