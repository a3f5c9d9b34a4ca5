using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>An open association with a remote AE, and the turn that it takes. Disposing it aborts what was not released, and ends the turn.</summary>
internal sealed class RemoteAssociation(RemoteAE remote, DicomAssociation association, IDisposable turn) : IAsyncDisposable
{
    /// <summary>The entry as it was when the association was opened.</summary>
    public RemoteAE Remote { get; } = remote;

    /// <summary>The association: operations, contexts, release.</summary>
    public DicomAssociation Association { get; } = association;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Association.DisposeAsync();
        }
        finally
        {
            turn.Dispose();
        }
    }
}
