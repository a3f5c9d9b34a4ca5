using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for bringing files in.</summary>
internal interface IStudyImport
{
    /// <summary>Imports files and folders; one event per file and a final summary.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Stops the work; what is done by then stays and is recorded.</param>
    /// <exception cref="ControlException">A path is relative or does not exist, or the repository takes no data.</exception>
    IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, string actor, CancellationToken cancellationToken);
}
