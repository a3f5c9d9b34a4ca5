namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>Sends a study, or part of it, to a remote AE: gives a job, and returns it at once.</summary>
    Task<OutboundJob> SendStudyAsync(SendRequest request, CancellationToken cancellationToken);
}
