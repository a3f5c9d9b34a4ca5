namespace OptosAdvance.Dicom.Contracts;

/// <summary>A search in the worklist of a remote AE. A null or empty key matches all.</summary>
public sealed record WorklistQuery
{
    /// <summary>Whom to ask; the information model has no meaning here.</summary>
    public RemoteQuery Remote { get; init; } = new();

    /// <summary>Scheduled Station AE Title (0040,0001).</summary>
    public string? StationAETitle { get; init; }

    /// <summary>(0008,0060) of the scheduled procedure step.</summary>
    public string? Modality { get; init; }

    /// <summary>First scheduled date (0040,0002), inclusive; the time of day is ignored.</summary>
    public DateTime? DateFrom { get; init; }

    /// <summary>Last scheduled date, inclusive; the time of day is ignored.</summary>
    public DateTime? DateTo { get; init; }

    /// <summary>Scheduled time (0040,0003): a time or a range, as DICOM writes it.</summary>
    public string? Time { get; init; }

    /// <summary>(0010,0010), wildcards.</summary>
    public string? PatientName { get; init; }

    /// <summary>(0010,0020).</summary>
    public string? PatientId { get; init; }

    /// <summary>(0008,0050).</summary>
    public string? AccessionNumber { get; init; }

    /// <summary>Requested Procedure ID (0040,1001).</summary>
    public string? RequestedProcedureId { get; init; }

    /// <summary>Scheduled Performing Physician's Name (0040,0006), wildcards.</summary>
    public string? PerformingPhysicianName { get; init; }

    /// <summary>Scheduled Procedure Step Status (0040,0020): SCHEDULED, ARRIVED, READY, STARTED ...</summary>
    public string? ScheduledProcedureStepStatus { get; init; }

    /// <summary>Most items wanted; the host's MaximumQueryResults holds when this is null.</summary>
    public int? Limit { get; init; }
}
