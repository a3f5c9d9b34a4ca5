namespace OptosAdvance.Dicom.Host;

/// <summary>How far a purge is.</summary>
internal sealed class PurgeRun
{
    /// <summary>The last study that was looked at; the next batch begins behind it.</summary>
    public PurgeCandidate? LastSeen { get; set; }

    /// <summary>A first batch was planned: from now on it goes on to the high mark.</summary>
    public bool HasBegun { get; set; }

    public int Studies { get; set; }

    public int Instances { get; set; }

    public long Bytes { get; set; }

    public int SetAside { get; set; }
}
