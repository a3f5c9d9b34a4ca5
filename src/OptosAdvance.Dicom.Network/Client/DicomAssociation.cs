using System.Security.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>An association that this side requested. Disposing it aborts unless it was released.</summary>
public sealed partial class DicomAssociation : DimseUser, IAsyncDisposable
{
    private readonly UpperLayerConnection _upperLayer;
    private readonly Task _running;
    private readonly AssociateAcceptPdu _accepted;

    private DicomAssociation(DimseEngine engine, UpperLayerConnection upperLayer, AssociateAcceptPdu accepted)
        : base(engine.Peer)
    {
        _upperLayer = upperLayer;
        _accepted = accepted;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Implementation class UID of the peer.</summary>
    public DicomUid? PeerImplementationClassUid => _accepted.UserInformation.ImplementationClassUid;

    /// <summary>Implementation version name of the peer.</summary>
    public string? PeerImplementationVersionName => _accepted.UserInformation.ImplementationVersionName;

    /// <summary>Longest P-DATA-TF variable field in bytes that the peer takes; 0 means no limit.</summary>
    public uint PeerMaximumPduLength => _accepted.UserInformation.MaximumPduLength;

    /// <summary>Answers of the peer to SOP class extended negotiations.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations => _accepted.UserInformation.ExtendedNegotiations;

    /// <summary>The peer's answer to the user identity; null when it sent none.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse => _accepted.UserInformation.UserIdentityResponse;

    /// <summary>TLS facts; null on a plain connection.</summary>
    public TlsConnectionInformation? Tls => _upperLayer.Transport.Tls;

    /// <summary>Cancelled when the association has ended, whoever ended it.</summary>
    public CancellationToken Ended => _upperLayer.Ended;

    /// <summary>Connects and negotiates.</summary>
    /// <param name="options">Whom to call and what to propose.</param>
    /// <param name="provider">Performs what the peer asks on this association (C-STORE of a C-GET, N-EVENT-REPORT); null refuses all. Not disposed here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AssociationRejectedException">The peer rejected.</exception>
    /// <exception cref="DicomNetworkException">Another step failed; its message names step, peer and reason.</exception>
    public static async Task<DicomAssociation> ConnectAsync(AssociationOptions options, DimseProvider? provider = null, CancellationToken cancellationToken = default)
    {
        var connection = await DialAsync(options, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(connection, options, provider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Only resolves the name and opens the TCP connection, for who wants to know that a peer is there before it takes a place among its associations.</summary>
    /// <param name="options">Whom to call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DicomNetworkException">The peer cannot be reached; the message names step, peer and reason.</exception>
    public static async Task<DialedConnection> DialAsync(AssociationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var socket = await ConnectTcpAsync(options, options.TimeProvider ?? TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return new DialedConnection(new SocketConnection(socket, options.UpperLayer.WaitingThreads));
    }

    /// <summary>Agrees on TLS and negotiates on a connection that is open.</summary>
    /// <param name="dialed">The connection; owned by the association, or closed when there is none.</param>
    /// <inheritdoc cref="ConnectAsync"/>
#pragma warning disable CS1573 // The others are inherited.
    public static async Task<DicomAssociation> OpenAsync(DialedConnection dialed, AssociationOptions options, DimseProvider? provider = null, CancellationToken cancellationToken = default)
#pragma warning restore CS1573
    {
        ArgumentNullException.ThrowIfNull(dialed);
        ArgumentNullException.ThrowIfNull(options);
        var timeProvider = options.TimeProvider ?? TimeProvider.System;
        var transport = await OpenAsync(dialed.Take(), options, timeProvider, cancellationToken).ConfigureAwait(false);
        var upperLayer = new UpperLayerConnection(transport, isRequestor: true, options.UpperLayer, timeProvider, options.Transcript);
        try
        {
            return await NegotiateAsync(upperLayer, options, provider, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await upperLayer.CloseAsync(linger: false).ConfigureAwait(false);
            upperLayer.Dispose();
            if (e is DicomNetworkException { Step: NetworkStep.Association }
                && upperLayer.Outcome is { Ending: AssociationEnding.ConnectionLost }
                && transport.Tls is { Protocol: SslProtocols.Tls13 }
                && await TlsRefusalAsync(options, timeProvider, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                throw TlsFailed(options, reason, e);
            }

            throw;
        }
    }

    /// <summary>
    /// Releases the association in order (A-RELEASE), once what the peer has asked on it is answered. Waits at most ARTIM for the peer's answer.
    /// </summary>
    /// <exception cref="AssociationAbortedException">It ended in another way.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        await Engine.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (await _upperLayer.RequestReleaseAsync().ConfigureAwait(false))
        {
            try
            {
                await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Abort();
                throw;
            }
        }

        if (_upperLayer.Outcome is not { Ending: AssociationEnding.Released })
            throw _upperLayer.Broken();
    }

    /// <summary>Aborts the association (A-ABORT) at once. May be called at any time, also more than once.</summary>
    public void Abort() => _upperLayer.RequestAbort(AssociationEnding.AbortedLocally, "aborted by this side");

    /// <summary>Aborts the association unless it is over, and waits until the connection is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        Abort();
        await _running.ConfigureAwait(false);
        _upperLayer.Dispose();
    }

    private static string Peer(AssociationOptions options) => $"{options.CalledAETitle} at {options.HostName}:{options.Port}";

    private static async Task<DicomAssociation> NegotiateAsync(
        UpperLayerConnection upperLayer, AssociationOptions options, DimseProvider? provider, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var request = Request(options);
        AssociateAcceptPdu accepted;
        await using (cancellationToken.UnsafeRegister(
            static state => ((UpperLayerConnection)state!).RequestAbort(AssociationEnding.AbortedLocally, "the caller gave up"), upperLayer).ConfigureAwait(false))
        {
            try
            {
                await upperLayer.RequestAsync(request).ConfigureAwait(false);
            }
            catch (AssociationAbortedException)
            {
                // The peer has hung up already: why, if it says so, is for the reader to find.
            }

            var indication = await upperLayer.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            while (indication.Kind == IndicationKind.Interrupted)
                indication = await upperLayer.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            accepted = indication.Pdu switch
            {
                AssociateAcceptPdu accept => accept,
                AssociateRejectPdu reject => throw Rejected(options, reject.Rejection),
                _ when upperLayer.Outcome is { Ending: AssociationEnding.TlsFailed } outcome => throw TlsFailed(options, outcome.Text, upperLayer.Broken()),
                _ => throw new DicomNetworkException(
                    NetworkStep.Association, $"{Peer(options)} did not answer the association request: {upperLayer.Outcome?.Text}. Look at its log, and whether that port speaks DICOM{(options.Tls is null ? " without TLS" : "")}.", upperLayer.Broken()),
            };
        }

        var contexts = Negotiation.Contexts(
            request.PresentationContexts, accepted.PresentationContexts, request.UserInformation.RoleSelections, accepted.UserInformation.RoleSelections, isRequestor: true);
        var engine = new DimseEngine(upperLayer, new DimseEngineOptions
        {
            Association = Describe(options, request, upperLayer),
            Contexts = contexts,
            UpperLayer = options.UpperLayer,
            Provider = provider ?? new RefusingProvider(),
            TimeProvider = timeProvider,
            Logger = NullLogger.Instance,
            PeerMaximumPduLength = accepted.UserInformation.MaximumPduLength,
            Window = Negotiation.LimitWindow(options.AsynchronousOperationsWindow, accepted.UserInformation.AsynchronousOperationsWindow) ?? AsynchronousOperationsWindow.Synchronous,
            ResponseTimeout = options.ResponseTimeout,
            PeerName = Peer(options),
        });
        return new DicomAssociation(engine, upperLayer, accepted);
    }

    private static AssociateRequestPdu Request(AssociationOptions options)
    {
        if (options.PresentationContexts.Count is 0 or > 128)
            throw new ArgumentException($"An association needs 1 to 128 presentation contexts, not {options.PresentationContexts.Count}.", nameof(options));
        return new AssociateRequestPdu
        {
            CalledAETitle = options.CalledAETitle,
            CallingAETitle = options.CallingAETitle,
            PresentationContexts = [.. options.PresentationContexts.Select((c, i) => c.Id == 0 ? c with { Id = (byte)(2 * i + 1) } : c)],
            UserInformation = new UserInformation
            {
                MaximumPduLength = (uint)options.UpperLayer.MaximumPduLength,
                ImplementationClassUid = Implementation.ClassUid,
                ImplementationVersionName = options.UpperLayer.ImplementationVersionName,
                AsynchronousOperationsWindow = options.AsynchronousOperationsWindow,
                RoleSelections = options.RoleSelections,
                ExtendedNegotiations = options.ExtendedNegotiations,
                CommonExtendedNegotiations = options.CommonExtendedNegotiations,
                UserIdentity = options.UserIdentity,
            },
        };
    }

    private static AssociationRequest Describe(AssociationOptions options, AssociateRequestPdu request, UpperLayerConnection upperLayer) => new()
    {
        ConnectionId = upperLayer.Transport.Id,
        CalledAETitle = options.CalledAETitle,
        CallingAETitle = options.CallingAETitle,
        RemoteEndPoint = upperLayer.Transport.RemoteEndPoint,
        LocalEndPoint = upperLayer.Transport.LocalEndPoint,
        Tls = upperLayer.Transport.Tls,
        PresentationContexts = request.PresentationContexts,
        RoleSelections = options.RoleSelections,
        ExtendedNegotiations = options.ExtendedNegotiations,
        CommonExtendedNegotiations = options.CommonExtendedNegotiations,
        AsynchronousOperationsWindow = options.AsynchronousOperationsWindow,
        UserIdentity = options.UserIdentity,
        ImplementationClassUid = Implementation.ClassUid,
        ImplementationVersionName = options.UpperLayer.ImplementationVersionName,
        MaximumPduLength = (uint)options.UpperLayer.MaximumPduLength,
    };

    private static AssociationRejectedException Rejected(AssociationOptions options, AssociationRejection rejection)
    {
        var advice = (rejection.Source, rejection.Reason) switch
        {
            (AssociationRejectSource.ServiceUser, 3) => $"Have {options.CallingAETitle} added to its list of known AEs",
            (AssociationRejectSource.ServiceUser, 7) => "Look at the spelling of its AE title",
            (AssociationRejectSource.ServiceProviderPresentation, _) => "It is busy: try again later",
            _ => "Look at its log",
        };
        return new AssociationRejectedException(rejection, $"{Peer(options)} rejected the association: {rejection}. {advice}.");
    }

    private async Task RunAsync()
    {
        await Engine.RunAsync().ConfigureAwait(false);
        await _upperLayer.CloseAsync(linger: false).ConfigureAwait(false);
    }
}
