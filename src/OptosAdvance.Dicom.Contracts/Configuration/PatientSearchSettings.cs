namespace OptosAdvance.Dicom.Contracts;

/// <summary>Patient search.</summary>
public sealed record PatientSearchSettings
{
    /// <summary>Most studies that one search returns.</summary>
    [Setting("Maximum number of studies that a search returns.", Minimum = 1, Maximum = 100000, Unit = "studies", Example = "100")]
    public int MaximumQueryResults { get; init; } = 100;
}
