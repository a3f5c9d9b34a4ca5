using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>An association that this side requested. Disposing it aborts unless it was released.</summary>
public sealed class DicomAssociation : DimseUser, IAsyncDisposable
{
    private DicomAssociation()
    {
    }

    /// <summary>Connects and negotiates.</summary>
    /// <param name="options">Whom to call and what to propose.</param>
    /// <param name="provider">Performs what the peer asks on this association (C-STORE of a C-GET, N-EVENT-REPORT); null refuses all. Not disposed here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AssociationRejectedException">The peer rejected.</exception>
    /// <exception cref="DicomNetworkException">Another step failed.</exception>
    public static Task<DicomAssociation> ConnectAsync(AssociationOptions options, DimseProvider? provider = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Implementation class UID of the peer.</summary>
    public DicomUid? PeerImplementationClassUid => throw new NotSupportedException();

    /// <summary>Implementation version name of the peer.</summary>
    public string? PeerImplementationVersionName => throw new NotSupportedException();

    /// <summary>Longest P-DATA-TF variable field in bytes that the peer takes; 0 means no limit.</summary>
    public uint PeerMaximumPduLength => throw new NotSupportedException();

    /// <summary>TLS facts; null on a plain connection.</summary>
    public TlsConnectionInformation? Tls => throw new NotSupportedException();

    /// <summary>Cancelled when the association has ended, whoever ended it.</summary>
    public CancellationToken Ended => throw new NotSupportedException();

    /// <summary>Releases the association in order (A-RELEASE). Waits at most ARTIM for the peer's answer.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Aborts the association (A-ABORT) at once. May be called at any time, also more than once.</summary>
    public void Abort() => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
