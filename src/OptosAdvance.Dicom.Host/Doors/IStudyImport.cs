using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for bringing files in.</summary>
internal interface IStudyImport
{
    /// <summary>Imports files and folders; one event per file and a final summary.</summary>
    /// <exception cref="ControlException">A path is relative or does not exist, or the repository takes no data.</exception>
    IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, CancellationToken cancellationToken);
}
