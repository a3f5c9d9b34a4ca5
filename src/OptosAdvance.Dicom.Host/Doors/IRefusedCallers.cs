using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for callers that were turned away.</summary>
internal interface IRefusedCallers
{
    /// <summary>
    /// Remembers a refusal; counted together with earlier ones of the same calling title, address and called title.
    /// <see cref="RefusedCaller.Count"/> and the times are given by the receiver. Returns at once and never throws.
    /// </summary>
    void Record(RefusedCaller caller);

    /// <summary>Callers that are still not let in, most recent first.</summary>
    Task<IReadOnlyList<RefusedCaller>> ListAsync(CancellationToken cancellationToken);
}
