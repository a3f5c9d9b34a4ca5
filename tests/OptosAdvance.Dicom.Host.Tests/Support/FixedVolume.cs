namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A volume whose size and free space a test says.</summary>
internal sealed class FixedVolume : IVolumeProbe
{
    public long Total { get; set; } = 1000;

    public Func<string, long?> Free { get; set; } = static _ => 1000;

    public Func<string, string> Name { get; set; } = static _ => "one";

    public VolumeSpace? Measure(string path) => Free(path) is { } free ? new VolumeSpace(Total, free) : null;

    public string VolumeOf(string path) => Name(path);
}
