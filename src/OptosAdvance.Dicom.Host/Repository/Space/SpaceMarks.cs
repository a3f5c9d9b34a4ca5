using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The watermarks on a volume, in bytes of free space.</summary>
internal readonly record struct SpaceMarks(long Critical, long Low, long High)
{
    /// <summary>
    /// Free space at which storing may begin again although purging cannot get to the low mark: a quarter of the way from the critical mark to the
    /// low one, so that the next few instances do not suspend it once more.
    /// </summary>
    public long Resume => Critical + Math.Max(1, (Low - Critical) / 4);

    /// <summary>The watermarks of the repository's volume.</summary>
    public static SpaceMarks Of(RepositorySettings settings, long totalBytes) => new(
        settings.CriticalWatermark.ResolveBytes(totalBytes),
        settings.LowWatermark.ResolveBytes(totalBytes),
        settings.HighWatermark.ResolveBytes(totalBytes));

    /// <summary>
    /// The marks of another volume that is written to. A percentage is one of that volume; a size is meant for the repository and may be more than
    /// the other volume has, so that no more than a twentieth of that is asked for.
    /// </summary>
    public static SpaceMarks OfOther(RepositorySettings settings, long totalBytes)
    {
        var critical = Bounded(settings.CriticalWatermark, totalBytes, totalBytes / 20);
        var low = Bounded(settings.LowWatermark, totalBytes, totalBytes / 10);
        return new SpaceMarks(critical, Math.Max(low, critical + 1), Math.Max(low, critical + 1));
    }

    private static long Bounded(DiskWatermark mark, long totalBytes, long most) =>
        mark.IsPercent ? mark.ResolveBytes(totalBytes) : Math.Min(mark.ResolveBytes(totalBytes), most);
}
