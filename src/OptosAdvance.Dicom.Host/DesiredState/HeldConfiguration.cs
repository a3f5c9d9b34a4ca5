using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A desired configuration as it is kept: with the texts of the documents that it includes, as they were read.</summary>
internal sealed record HeldConfiguration
{
    public DesiredConfiguration Configuration { get; init; } = new();

    /// <summary>Included documents by their relative path.</summary>
    public EquatableList<IncludedText> Includes { get; init; } = EquatableList<IncludedText>.Empty;
}
