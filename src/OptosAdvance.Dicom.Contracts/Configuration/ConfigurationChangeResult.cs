namespace OptosAdvance.Dicom.Contracts;

/// <summary>What a change did, or with <see cref="ConfigurationChange.ValidateOnly"/> would do.</summary>
public sealed record ConfigurationChangeResult
{
    /// <summary>Configuration after the change.</summary>
    public ApplianceConfiguration Configuration { get; init; } = new();

    /// <summary>Properties whose value differs by meaning, before and after.</summary>
    public EquatableList<PropertyChange> Changes { get; init; } = EquatableList<PropertyChange>.Empty;

    /// <summary>Things that hold but deserve a look, for people.</summary>
    public EquatableList<string> Warnings { get; init; } = EquatableList<string>.Empty;
}
