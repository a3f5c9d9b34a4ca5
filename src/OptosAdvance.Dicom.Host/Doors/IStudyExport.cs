using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for taking studies out as files.</summary>
internal interface IStudyExport
{
    /// <summary>Exports studies; one event per instance and a final summary.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Stops the work; what is done by then stays and is recorded.</param>
    /// <exception cref="ControlException">A study is not in the index, or the destination cannot be written.</exception>
    IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, string actor, CancellationToken cancellationToken);
}
