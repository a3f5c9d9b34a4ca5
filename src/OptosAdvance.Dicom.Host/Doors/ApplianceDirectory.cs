namespace OptosAdvance.Dicom.Host;

/// <summary>The one directory that holds all state of an appliance.</summary>
/// <param name="Path">Absolute path.</param>
internal sealed record ApplianceDirectory(string Path)
{
    /// <summary>The index of the repository (SQLite).</summary>
    public string IndexPath => System.IO.Path.Combine(Path, "index.db");

    /// <summary>Where the repository lies while no other path is configured.</summary>
    public string DefaultRepositoryPath => System.IO.Path.Combine(Path, "repository");
}
