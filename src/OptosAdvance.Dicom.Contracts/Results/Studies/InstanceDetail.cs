namespace OptosAdvance.Dicom.Contracts;

/// <summary>One instance.</summary>
public sealed record InstanceDetail
{
    /// <summary>(0008,0018).</summary>
    public string SopInstanceUid { get; init; } = "";

    /// <summary>(0008,0016).</summary>
    public string SopClassUid { get; init; } = "";

    /// <summary>Name of the SOP class from the registry, or its UID.</summary>
    public string SopClassName { get; init; } = "";

    /// <summary>(0020,0013); null when absent.</summary>
    public int? InstanceNumber { get; init; }

    /// <summary>Transfer syntax that it is stored in.</summary>
    public string TransferSyntaxUid { get; init; } = "";

    /// <summary>(0028,0008), 1 when absent.</summary>
    public int NumberOfFrames { get; init; } = 1;

    /// <summary>(0028,0010); null for what is not an image.</summary>
    public int? Rows { get; init; }

    /// <summary>(0028,0011); null for what is not an image.</summary>
    public int? Columns { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; init; }

    /// <summary>Path below the repository.</summary>
    public string Path { get; init; } = "";

    /// <summary>When it was received.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>AE title that sent it, or <c>Import</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>When an archive confirmed that it keeps the instance (storage commitment); null when none has, or the instance was replaced since.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>Name of the remote AE that confirmed it; empty when none has.</summary>
    public string CommittedWith { get; init; } = "";
}
