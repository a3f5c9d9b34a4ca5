namespace OptosAdvance.Dicom.Contracts;

/// <summary>How the appliance stands to its desired configuration: what drifted, when, and what was done.</summary>
public sealed record ConfigurationStatus
{
    /// <summary>How it stands.</summary>
    public ConfigurationState State { get; init; }

    /// <summary>Whether drift is put back; null without a desired configuration.</summary>
    public DesiredConfigurationMode? Mode { get; init; }

    /// <summary>Document in force; null for a text without a file, or none.</summary>
    public string? Path { get; init; }

    /// <summary>Resources that the document manages.</summary>
    public int Resources { get; init; }

    /// <summary>When it was checked last.</summary>
    public DateTimeOffset? LastCheck { get; init; }

    /// <summary>When it will be checked next, if nothing changes before.</summary>
    public DateTimeOffset? NextCheck { get; init; }

    /// <summary>What keeps it from being checked or corrected; null for nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>What is wrong with the newest version of the document, while the last good one stays in force; null for nothing.</summary>
    public string? SourceProblem { get; init; }

    /// <summary>Properties that are not as wanted now.</summary>
    public EquatableList<DriftRecord> Drift { get; init; } = EquatableList<DriftRecord>.Empty;

    /// <summary>Drift that is over, newest first; the last hundred since the host started.</summary>
    public EquatableList<DriftRecord> History { get; init; } = EquatableList<DriftRecord>.Empty;
}
