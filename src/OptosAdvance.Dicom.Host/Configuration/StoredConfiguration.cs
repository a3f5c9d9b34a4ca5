using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the configuration file holds.</summary>
internal sealed record StoredConfiguration
{
    /// <summary>Version of the file's format that this program writes.</summary>
    public const int CurrentFormat = 1;

    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The configuration, its secrets encrypted.</summary>
    public ApplianceConfiguration Configuration { get; init; } = new();
}
