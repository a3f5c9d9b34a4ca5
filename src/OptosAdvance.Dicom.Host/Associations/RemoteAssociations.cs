using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens associations with remote AEs within one limit.</summary>
internal sealed class RemoteAssociations(IApplianceSettings settings, OutboundTurns turns, WaitingThreads threads, TimeProvider time) : IRemoteAssociations
{
    /// <summary>
    /// A peer waits about as long for an association request before it hangs up, and it is not kept waiting for longer: whose turn takes
    /// more time to come connects anew then.
    /// </summary>
    private static readonly TimeSpan LongestDialed = TimeSpan.FromSeconds(5);

    public async Task<RemoteAssociation> OpenAsync(RemoteAE remote, AssociationProposal proposal, CancellationToken cancellationToken)
    {
        var options = OptionsFor(remote, proposal);
        var dialed = await DicomAssociation.DialAsync(options, cancellationToken);
        IDisposable turn;
        try
        {
            var entering = turns.EnterAsync(remote.Name, cancellationToken);
            if (!await IsDoneSoonAsync(entering))
            {
                await dialed.DisposeAsync();
            }

            turn = await entering;
        }
        catch
        {
            await dialed.DisposeAsync();
            throw;
        }

        try
        {
            if (dialed.IsClosed)
            {
                await dialed.DisposeAsync();
                dialed = await DicomAssociation.DialAsync(options, cancellationToken);
            }

            var association = await DicomAssociation.OpenAsync(dialed, options, proposal.Provider, cancellationToken);
            return new RemoteAssociation(remote, association, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public Task<IDisposable> EnterAsync(RemoteAE remote, CancellationToken cancellationToken) => turns.EnterAsync(remote.Name, cancellationToken);

    private async Task<bool> IsDoneSoonAsync(Task entering)
    {
        if (entering.IsCompleted)
        {
            return true;
        }

        using var waiting = new CancellationTokenSource();
        var first = await Task.WhenAny(entering, Task.Delay(LongestDialed, time, waiting.Token));
        await waiting.CancelAsync();
        return first == entering;
    }

    private AssociationOptions OptionsFor(RemoteAE remote, AssociationProposal proposal)
    {
        if (remote is not { AETitle: { } title, HostName: { } host, Port: { } port })
        {
            throw Errors.InvalidArgument(
                $"The remote AE '{remote.Name}' only calls us: it has no title, host and port to be called at.",
                "Give it AETitle, HostName and Port with Set-OptosDicomAE.");
        }

        var timeout = proposal.ConnectTimeout ?? TimeSpan.FromSeconds(remote.ConnectTimeoutSeconds);
        return new AssociationOptions
        {
            CallingAETitle = proposal.CallingAETitle ?? settings.Current.LocalAE.AETitle.Value,
            CalledAETitle = title.Value,
            HostName = host,
            Port = port,
            PresentationContexts = proposal.PresentationContexts,
            RoleSelections = proposal.RoleSelections,
            ExtendedNegotiations = proposal.ExtendedNegotiations,
            AsynchronousOperationsWindow = proposal.AsynchronousOperationsWindow,
            Tls = TlsMaterial.ForClient(remote),
            ConnectTimeout = timeout,
            ResponseTimeout = proposal.ResponseTimeout,
            UpperLayer = new UpperLayerOptions { ArtimTimeout = timeout, WaitingThreads = threads },
            TimeProvider = time,
        };
    }
}
