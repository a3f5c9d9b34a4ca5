using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for taking studies out as files.</summary>
internal interface IStudyExport
{
    /// <summary>Exports studies; one event per instance and a final summary.</summary>
    /// <exception cref="ControlException">A study is not in the index, or the destination cannot be written.</exception>
    IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, CancellationToken cancellationToken);
}
