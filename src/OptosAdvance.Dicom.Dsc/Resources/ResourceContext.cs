namespace OptosAdvance.Dicom.Dsc;

/// <summary>What an operation works with.</summary>
/// <param name="GivenDataDirectory">Data directory of the command line; null for OPTOS_DATA or the platform's default.</param>
/// <param name="Trace">Where messages go.</param>
internal sealed record ResourceContext(string? GivenDataDirectory, Trace Trace)
{
    /// <summary>Data directory of the host that is meant; absolute.</summary>
    public string DataDirectory => Contracts.DataDirectory.Resolve(GivenDataDirectory);
}
