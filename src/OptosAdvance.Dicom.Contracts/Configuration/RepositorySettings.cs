namespace OptosAdvance.Dicom.Contracts;

/// <summary>The data repository: where images lie, how safely, and when old ones go.</summary>
public sealed record RepositorySettings
{
    /// <summary>Folder of the repository on the host's machine; null means <c>repository</c> in the data directory.</summary>
    [Setting("Path to the data repository; empty for the default below the data directory.", Example = "/data/images")]
    public string? Path { get; init; }

    /// <summary>What an acknowledged instance survives.</summary>
    [Setting("What an acknowledged instance survives: PowerLoss, or OperatingSystem (a crash of the host only).", Example = "PowerLoss")]
    public Durability Durability { get; init; } = Durability.PowerLoss;

    /// <summary>Megabytes that spare files may have; 0 for none. See OPERATIONS, "Spare files".</summary>
    [Setting("Disk space for files laid in ahead, so that bursts of instances are acknowledged sooner; 0 for none.", Minimum = 0, Maximum = 1_048_576, Unit = "megabytes", Example = "1024")]
    public int SpareFilesMegabytes { get; init; } = 1024;

    /// <summary>Free space below which purging starts.</summary>
    [Setting("Free disk space below which purging starts; percent of the volume or a size.", Example = "10%")]
    public DiskWatermark LowWatermark { get; init; } = DiskWatermark.Parse("10%");

    /// <summary>Free space at which purging stops.</summary>
    [Setting("Free disk space at which purging stops; percent of the volume or a size.", Example = "15%")]
    public DiskWatermark HighWatermark { get; init; } = DiskWatermark.Parse("15%");

    /// <summary>Free space below which storing is suspended.</summary>
    [Setting("Free disk space below which the storage service is suspended; percent of the volume or a size.", Example = "5%")]
    public DiskWatermark CriticalWatermark { get; init; } = DiskWatermark.Parse("5%");

    /// <summary>How idle the machine's processors must be for purging, above the critical watermark.</summary>
    [Setting("CPU idle threshold above which purging may run; percent.", Unit = "percent idle", Example = "30%")]
    public Percentage CpuIdleWatermark { get; init; } = Percentage.Parse("30%");

    /// <summary>Purging stops when no more than this number of studies is left.</summary>
    [Setting("Purging stops when this number of studies, or fewer, is left.", Minimum = 0, Maximum = int.MaxValue, Unit = "studies", Example = "100")]
    public int ProtectedStudies { get; init; }

    /// <summary>Seconds between two checks of the free space.</summary>
    [Setting("Interval between checks of the free disk space.", Minimum = 1, Maximum = 86400, Unit = "seconds", Example = "60")]
    public int CheckIntervalSeconds { get; init; } = 60;

    /// <summary>Studies deleted before the free space is measured again.</summary>
    [Setting("Number of studies to delete per batch.", Minimum = 1, Maximum = 10000, Unit = "studies", Example = "10")]
    public int PurgeBatchSize { get; init; } = 10;

    /// <summary>Days for which activity rows are kept.</summary>
    [Setting("Number of days to keep the activity log.", Minimum = 1, Maximum = 36500, Unit = "days", Example = "90")]
    public int ActivityRetentionDays { get; init; } = 90;

    /// <summary>E-mail address that is told of suspension and resumption; null for none.</summary>
    [Setting("E-mail address to notify when the critical watermark is reached.", Example = "it@clinic.example", Comparison = SettingComparison.IgnoreCase)]
    public string? NotificationAddress { get; init; }

    /// <summary>Which studies purging may delete.</summary>
    [Setting("Which studies may be purged: Auto (committed ones where a commitment server exists), CommittedOnly, Any.", Example = "Auto")]
    public PurgePolicy PurgePolicy { get; init; } = PurgePolicy.Auto;
}
