using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door to remote servers: every connection that the host opens goes through it, so that MaximumOutboundAssociations is one limit.</summary>
internal interface IRemoteAssociations
{
    /// <summary>
    /// Connects with a remote AE, waits for a turn, and opens an association as the entry says: TLS, time limits, our AE title as calling
    /// title. A peer that cannot be reached takes no turn.
    /// </summary>
    /// <param name="remote">The entry; it has AETitle, HostName and Port.</param>
    /// <param name="proposal">What the association is for.</param>
    /// <param name="cancellationToken">Gives up, also while waiting for a turn.</param>
    /// <returns>The association; disposing it aborts what was not released, and ends the turn.</returns>
    /// <exception cref="AssociationRejectedException">The peer rejected.</exception>
    /// <exception cref="DicomNetworkException">Another step failed (<see cref="DicomNetworkException.Step"/>); its message names peer and reason.</exception>
    /// <exception cref="ControlException">The entry has no address, or a certificate cannot be loaded.</exception>
    Task<RemoteAssociation> OpenAsync(RemoteAE remote, AssociationProposal proposal, CancellationToken cancellationToken);

    /// <summary>Waits for a turn to open a connection of another kind (DICOMweb); disposing the result ends it.</summary>
    Task<IDisposable> EnterAsync(RemoteAE remote, CancellationToken cancellationToken);
}
