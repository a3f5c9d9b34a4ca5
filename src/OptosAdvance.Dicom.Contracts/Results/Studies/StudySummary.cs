namespace OptosAdvance.Dicom.Contracts;

/// <summary>One study as a search shows it.</summary>
public sealed record StudySummary
{
    /// <summary>Name of the remote AE that has it; null for a study of the local index.</summary>
    public string? AE { get; init; }

    /// <summary>(0020,000D).</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>(0010,0020).</summary>
    public string PatientId { get; init; } = "";

    /// <summary>(0010,0010), decoded, component groups separated by <c>=</c>.</summary>
    public string PatientName { get; init; } = "";

    /// <summary>(0010,0030); null when absent or not a date.</summary>
    public DateTime? PatientBirthDate { get; init; }

    /// <summary>(0010,0040).</summary>
    public string PatientSex { get; init; } = "";

    /// <summary>Study date and time (0008,0020), (0008,0030); null when absent or not a date.</summary>
    public DateTime? StudyDate { get; init; }

    /// <summary>(0008,0050).</summary>
    public string AccessionNumber { get; init; } = "";

    /// <summary>(0020,0010).</summary>
    public string StudyId { get; init; } = "";

    /// <summary>(0008,1030).</summary>
    public string StudyDescription { get; init; } = "";

    /// <summary>(0008,0090).</summary>
    public string ReferringPhysicianName { get; init; } = "";

    /// <summary>Modalities of its series, distinct, ordered.</summary>
    public EquatableList<string> Modalities { get; init; } = EquatableList<string>.Empty;

    /// <summary>Series held.</summary>
    public int Series { get; init; }

    /// <summary>Instances held.</summary>
    public int Instances { get; init; }

    /// <summary>Bytes of its files.</summary>
    public long Size { get; init; }

    /// <summary>When its first instance was received.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was last stored to, sent or opened.</summary>
    public DateTimeOffset LastAccessedAt { get; init; }

    /// <summary>AE title that sent its latest instance, or <c>Import</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Protected from purging by hand.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Instances that an archive has confirmed to keep (storage commitment), as they are held here.</summary>
    public int CommittedInstances { get; init; }

    /// <summary>Every instance is confirmed.</summary>
    public bool IsCommitted => Instances > 0 && CommittedInstances == Instances;

    /// <summary>Everything that the remote AE answered; null for a study of the local index.</summary>
    public DicomAttributeSet? DataSet { get; init; }
}
