using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes the data repository: where images lie, how safely, and when old ones go.</summary>
/// <remarks>
/// Only the properties that are given change, all of them or, when one is refused, none. A change takes effect at once; the host
/// need not be restarted. Watermarks may be typed bare: -CriticalWatermark 5% or -LowWatermark 20GB. A number without a unit is
/// refused, because it could mean either. CriticalWatermark must be less than LowWatermark, and that less than HighWatermark.
/// </remarks>
/// <example>
/// <code>Set-OptosRepository -CriticalWatermark 5%</code>
/// <para>Suspends storing when less than 5 percent of the volume is free.</para>
/// </example>
/// <example>
/// <code>Set-OptosRepository -LowWatermark 20GB -HighWatermark 40GB -CriticalWatermark 5GB -PassThru</code>
/// <para>Sets the three watermarks as sizes, together, and shows the repository after the change.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosRepository", SupportsShouldProcess = true)]
[OutputType(typeof(RepositorySettings))]
public sealed class SetOptosRepositoryCommand : SetSettingsCommand<RepositorySettings>
{
    /// <summary>See <see cref="RepositorySettings.Path"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>See <see cref="RepositorySettings.Durability"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Durability? Durability { get; set; }

    /// <summary>See <see cref="RepositorySettings.SpareFilesMegabytes"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? SpareFilesMegabytes { get; set; }

    /// <summary>See <see cref="RepositorySettings.LowWatermark"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WatermarkCompleter))]
    [ContractValue(typeof(DiskWatermark))]
    public DiskWatermark? LowWatermark { get; set; }

    /// <summary>See <see cref="RepositorySettings.HighWatermark"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WatermarkCompleter))]
    [ContractValue(typeof(DiskWatermark))]
    public DiskWatermark? HighWatermark { get; set; }

    /// <summary>See <see cref="RepositorySettings.CriticalWatermark"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WatermarkCompleter))]
    [ContractValue(typeof(DiskWatermark))]
    public DiskWatermark? CriticalWatermark { get; set; }

    /// <summary>See <see cref="RepositorySettings.CpuIdleWatermark"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ContractValue(typeof(Percentage))]
    public Percentage? CpuIdleWatermark { get; set; }

    /// <summary>See <see cref="RepositorySettings.ProtectedStudies"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? ProtectedStudies { get; set; }

    /// <summary>See <see cref="RepositorySettings.CheckIntervalSeconds"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? CheckIntervalSeconds { get; set; }

    /// <summary>See <see cref="RepositorySettings.PurgeBatchSize"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? PurgeBatchSize { get; set; }

    /// <summary>See <see cref="RepositorySettings.ActivityRetentionDays"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? ActivityRetentionDays { get; set; }

    /// <summary>See <see cref="RepositorySettings.NotificationAddress"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? NotificationAddress { get; set; }

    /// <summary>See <see cref="RepositorySettings.PurgePolicy"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PurgePolicy? PurgePolicy { get; set; }

    private protected override string SectionName => "Repository";

    private protected override RepositorySettings Section(ApplianceConfiguration configuration) => configuration.Repository;

    private protected override ConfigurationChange Change(Partial<RepositorySettings> given) => new() { Repository = given };
}
