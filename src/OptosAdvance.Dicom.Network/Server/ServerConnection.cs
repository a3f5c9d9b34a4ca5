using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network;

/// <summary>One connection to a listener from its first byte to its last: TLS, negotiation, DIMSE, end.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "It has no timer and no links, and may still be cancelled when the connection is over.")]
internal sealed partial class ServerConnection
{
    private readonly SocketConnection _connection;
    private readonly DicomListenerOptions _options;
    private readonly IAssociationHandler _handler;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly DateTimeOffset _started;
    private readonly long _startedTimestamp;
    private readonly CancellationTokenSource _aborted = new();
    private readonly Lock _gate = new();
    private UpperLayerConnection? _upperLayer;
    private AssociationOutcome? _abort;
    private AssociationRequest? _request;
    private AssociationRejection? _rejection;
    private DimseEngine? _engine;

    public ServerConnection(SocketConnection connection, DicomListenerOptions options, IAssociationHandler handler, TimeProvider timeProvider, ILogger logger)
    {
        _connection = connection;
        _options = options;
        _handler = handler;
        _timeProvider = timeProvider;
        _logger = logger;
        _started = timeProvider.GetUtcNow();
        _startedTimestamp = timeProvider.GetTimestamp();
    }

    /// <summary>An association is established and not yet over.</summary>
    public bool IsEstablished { get; private set; }

    public long StartedTimestamp => _startedTimestamp;

    public bool IsAborted
    {
        get
        {
            lock (_gate)
                return _abort is not null;
        }
    }

    /// <summary>Ends the connection: A-ABORT where there is an association, else a plain close. Thread-safe.</summary>
    public void Abort(AssociationEnding ending, string text)
    {
        UpperLayerConnection? upperLayer;
        lock (_gate)
        {
            _abort ??= new AssociationOutcome(ending, text);
            upperLayer = _upperLayer;
        }

        if (upperLayer is null)
            _aborted.Cancel();
        else if (upperLayer.Outcome is null)
            upperLayer.RequestAbort(ending, text);
        else
            upperLayer.StopLingering();
    }

    /// <summary>Serves the connection until it is closed. Does not throw.</summary>
    public async Task RunAsync()
    {
        try
        {
            var transport = await OpenAsync().ConfigureAwait(false);
            if (transport is null)
                return;
            using var upperLayer = new UpperLayerConnection(transport, isRequestor: false, _options.UpperLayer, _timeProvider, _options.Transcript);
            upperLayer.StartAsAcceptor();
            AssociationOutcome? abort;
            lock (_gate)
            {
                _upperLayer = upperLayer;
                abort = _abort;
            }

            if (abort is not null)
                upperLayer.RequestAbort(abort.Ending, abort.Text);
            await ServeAsync(upperLayer).ConfigureAwait(false);
            await upperLayer.CloseAsync(linger: !IsAborted).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogConnectionFailed(_logger, _connection.Id, e);
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<Transport?> OpenAsync()
    {
        if (_options.Tls is not { } tls)
            return new Transport(_connection);
        using var limit = new CancellationTokenSource(_options.UpperLayer.ArtimTimeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _aborted.Token);
        try
        {
            return await TlsHandshake.AsServerAsync(_connection, tls, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (limit.IsCancellationRequested)
                await EndAsync(AssociationEnding.TimedOut, $"the TLS handshake was not finished within {_options.UpperLayer.ArtimTimeout.TotalSeconds:0.#} s").ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await EndAsync(AssociationEnding.TlsFailed, $"TLS could not be agreed: {e.InnerException?.Message ?? e.Message}").ConfigureAwait(false);
        }

        _connection.Abort();
        return null;
    }

    private async Task ServeAsync(UpperLayerConnection upperLayer)
    {
        var indication = await upperLayer.ReadAsync().ConfigureAwait(false);
        while (indication.Kind == IndicationKind.Interrupted)
            indication = await upperLayer.ReadAsync().ConfigureAwait(false);
        DimseProvider? provider = null;
        try
        {
            if (indication is { Kind: IndicationKind.Association, Pdu: AssociateRequestPdu request })
                provider = await NegotiateAsync(upperLayer, request).ConfigureAwait(false);
            if (_engine is { } engine)
                await engine.RunAsync().ConfigureAwait(false);
        }
        catch (AssociationAbortedException)
        {
            // The peer went away while it was being answered; the outcome says so.
        }
        finally
        {
            IsEstablished = false;
            if (provider is not null)
                await DisposeAsync(provider).ConfigureAwait(false);
        }

        // A connection that was opened and closed without a word (a port check) is nobody's business.
        var outcome = upperLayer.Outcome ?? new AssociationOutcome(AssociationEnding.ConnectionLost, "the connection was lost");
        if (_request is null && outcome.Ending is AssociationEnding.ConnectionLost or AssociationEnding.AbortedLocally && upperLayer.BytesReceived == 0)
            return;
        await EndAsync(outcome.Ending, outcome.Text).ConfigureAwait(false);
    }

    private async Task<DimseProvider?> NegotiateAsync(UpperLayerConnection upperLayer, AssociateRequestPdu pdu)
    {
        var user = pdu.UserInformation;
        var request = new AssociationRequest
        {
            ConnectionId = _connection.Id,
            CalledAETitle = pdu.CalledAETitle,
            CallingAETitle = pdu.CallingAETitle,
            RemoteEndPoint = upperLayer.Transport.RemoteEndPoint,
            LocalEndPoint = upperLayer.Transport.LocalEndPoint,
            Tls = upperLayer.Transport.Tls,
            PresentationContexts = pdu.PresentationContexts,
            RoleSelections = user.RoleSelections,
            ExtendedNegotiations = user.ExtendedNegotiations,
            CommonExtendedNegotiations = user.CommonExtendedNegotiations,
            AsynchronousOperationsWindow = user.AsynchronousOperationsWindow,
            UserIdentity = user.UserIdentity,
            ImplementationClassUid = user.ImplementationClassUid,
            ImplementationVersionName = user.ImplementationVersionName,
            MaximumPduLength = user.MaximumPduLength,
        };
        _request = request;
        if ((pdu.ProtocolVersion & 1) == 0)
            return await RejectAsync(upperLayer, AssociationRejection.ProtocolVersionNotSupported).ConfigureAwait(false);
        if (pdu.ApplicationContext != ApplicationContextName.Dicom)
            return await RejectAsync(upperLayer, AssociationRejection.ApplicationContextNotSupported).ConfigureAwait(false);

        AssociationDecision decision;
        try
        {
            decision = await _handler.NegotiateAsync(request, upperLayer.Ended).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNegotiationFailed(_logger, _connection.Id, e);
            return await RejectAsync(upperLayer, new AssociationRejection(AssociationRejectResult.Transient, AssociationRejectSource.ServiceUser, 1)).ConfigureAwait(false);
        }

        if (decision is not AssociationDecision.Accept accept)
            return await RejectAsync(upperLayer, ((AssociationDecision.Reject)decision).Rejection).ConfigureAwait(false);
        await AcceptAsync(upperLayer, pdu, request, accept).ConfigureAwait(false);
        return accept.Provider;
    }

    private async ValueTask<DimseProvider?> RejectAsync(UpperLayerConnection upperLayer, AssociationRejection rejection)
    {
        _rejection = rejection;
        await upperLayer.RejectAsync(rejection).ConfigureAwait(false);
        return null;
    }

    private async Task AcceptAsync(UpperLayerConnection upperLayer, AssociateRequestPdu pdu, AssociationRequest request, AssociationDecision.Accept accept)
    {
        var answers = Negotiation.Complete(request.PresentationContexts, accept.PresentationContexts);
        var roles = Negotiation.LimitRoles(request.RoleSelections, accept.RoleSelections);
        var window = Negotiation.LimitWindow(request.AsynchronousOperationsWindow, accept.AsynchronousOperationsWindow);
        _engine = new DimseEngine(upperLayer, new DimseEngineOptions
        {
            Association = request,
            Contexts = Negotiation.Contexts(request.PresentationContexts, answers, request.RoleSelections, roles, isRequestor: false),
            UpperLayer = _options.UpperLayer,
            Provider = accept.Provider,
            TimeProvider = _timeProvider,
            Logger = _logger,
            IsAcceptor = true,
            PeerMaximumPduLength = request.MaximumPduLength,
            Window = window ?? AsynchronousOperationsWindow.Synchronous,
            PeerName = $"{request.CallingAETitle} at {request.RemoteEndPoint}",
        });

        // Before the peer knows: from when it does, nobody may take this for a connection without an association.
        IsEstablished = true;
        try
        {
            await upperLayer.AcceptAsync(new AssociateAcceptPdu
            {
                CalledAETitle = pdu.CalledAETitle,
                CallingAETitle = pdu.CallingAETitle,
                PresentationContexts = answers,
                UserInformation = new UserInformation
                {
                    MaximumPduLength = (uint)_options.UpperLayer.MaximumPduLength,
                    ImplementationClassUid = Implementation.ClassUid,
                    ImplementationVersionName = _options.UpperLayer.ImplementationVersionName,
                    AsynchronousOperationsWindow = window,
                    RoleSelections = roles,
                    ExtendedNegotiations = accept.ExtendedNegotiations,
                    UserIdentityResponse = request.UserIdentity is { PositiveResponseRequested: true } ? accept.UserIdentityResponse : null,
                },
            }).ConfigureAwait(false);
        }
        catch (AssociationAbortedException)
        {
            // The engine's reader finds out how it ended; the provider is disposed after it.
        }
    }

    private async ValueTask DisposeAsync(DimseProvider provider)
    {
        try
        {
            await provider.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogConnectionFailed(_logger, _connection.Id, e);
        }
    }

    private async Task EndAsync(AssociationEnding ending, string text)
    {
        try
        {
            await _handler.AssociationEndedAsync(new AssociationSummary
            {
                ConnectionId = _connection.Id,
                RemoteEndPoint = _connection.RemoteEndPoint,
                Request = _request,
                Ending = ending,
                Text = text,
                Rejection = _rejection,
                WasEstablished = _engine is not null,
                BytesReceived = _upperLayer?.BytesReceived ?? 0,
                BytesSent = _upperLayer?.BytesSent ?? 0,
                MessagesReceived = _engine?.MessagesReceived ?? 0,
                MessagesSent = _engine?.MessagesSent ?? 0,
                Started = _started,
                Duration = _timeProvider.GetElapsedTime(_startedTimestamp),
            }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogConnectionFailed(_logger, _connection.Id, e);
        }
    }

    [LoggerMessage(EventId = 3010, EventName = "ConnectionFailed", Level = LogLevel.Error, Message = "Connection {Connection}: unexpected error.")]
    private static partial void LogConnectionFailed(ILogger logger, string connection, Exception exception);

    [LoggerMessage(EventId = 3011, EventName = "NegotiationFailed", Level = LogLevel.Error, Message = "Connection {Connection}: negotiation failed, rejecting.")]
    private static partial void LogNegotiationFailed(ILogger logger, string connection, Exception exception);
}
