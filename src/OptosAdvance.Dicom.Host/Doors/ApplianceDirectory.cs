using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The one directory that holds all state of an appliance.</summary>
/// <param name="Path">Absolute path.</param>
internal sealed record ApplianceDirectory(string Path)
{
    /// <summary>The index of the repository (SQLite).</summary>
    public string IndexPath => System.IO.Path.Combine(Path, "index.db");

    /// <summary>Where the repository lies while no other path is configured.</summary>
    public string DefaultRepositoryPath => System.IO.Path.Combine(Path, "repository");

    /// <summary>Where the repository lies under a configuration; absolute.</summary>
    public string RepositoryPathOf(ApplianceConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration.Repository.Path)
            ? DefaultRepositoryPath
            : System.IO.Path.GetFullPath(configuration.Repository.Path);
}
