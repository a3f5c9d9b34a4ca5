namespace OptosAdvance.Dicom.Host;

/// <summary>Measures volumes. Thread-safe.</summary>
internal interface IVolumeProbe
{
    /// <summary>The volume that a folder lies on; null when it cannot be measured (not mounted, not there, device gone).</summary>
    VolumeSpace? Measure(string path);

    /// <summary>Names the volume that a folder lies on: two folders with the same name share their free space.</summary>
    string VolumeOf(string path);
}
