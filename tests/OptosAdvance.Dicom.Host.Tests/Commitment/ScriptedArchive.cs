using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>An archive that takes storage commitment requests, and reports what and when a test says.</summary>
internal sealed class ScriptedArchive : IAssociationHandler, IAsyncDisposable
{
    public const string AETitle = "ARCHIVE";

    private readonly Channel<CommitmentAsked> _asked = Channel.CreateUnbounded<CommitmentAsked>();
    private readonly Channel<(ushort EventType, DicomDataset Report, AssociationRequest Association)> _reports =
        Channel.CreateUnbounded<(ushort EventType, DicomDataset Report, AssociationRequest Association)>();

    private DicomListener? _listener;

    public int Port { get; private set; }

    /// <summary>What happens between a request and the answer to it.</summary>
    public Func<CancellationToken, Task> Answering { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it answers to a report, where it is the one that asked.</summary>
    public Func<DimseStatus> ReportAnswer { get; set; } = () => DimseStatus.Success;

    /// <summary>What it answers to a request.</summary>
    public Func<NActionRequest, DimseContext, DimseStatus> Answer { get; set; } = (_, _) => DimseStatus.Success;

    /// <summary>Whether it offers the service.</summary>
    public bool Offers { get; set; } = true;

    /// <summary>Connections that were ended.</summary>
    public ConcurrentQueue<AssociationSummary> Ended { get; } = new();

    public static async Task<ScriptedArchive> StartAsync()
    {
        var archive = new ScriptedArchive();
        archive.Listen();
        return archive;
    }

    /// <summary>Dies with all its associations, and comes back.</summary>
    public async Task RestartAsync()
    {
        await _listener!.DisposeAsync();
        Listen();
    }

    /// <summary>The next report to it, and the association that it came on.</summary>
    public async Task<(ushort EventType, DicomDataset Report, AssociationRequest Association)> NextReportAsync() =>
        await _reports.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The next request.</summary>
    public async Task<CommitmentAsked> NextAsync() => await _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Whether a request waits to be looked at.</summary>
    public bool WasAsked => _asked.Reader.TryPeek(out _);

    /// <summary>Opens an association with a host in the role of provider, as the standard says.</summary>
    public static Task<DicomAssociation> CallAsync(int port, string calling = AETitle, bool proposesRole = true) => DicomAssociation.ConnectAsync(
        new AssociationOptions
        {
            CallingAETitle = calling,
            CalledAETitle = "OPTOSADVANCE",
            HostName = "127.0.0.1",
            Port = port,
            PresentationContexts = [new PresentationContext(DicomUid.StorageCommitmentPushModel, DicomTransferSyntax.ImplicitVRLittleEndian.Uid)],
            RoleSelections = proposesRole ? [new RoleSelection(DicomUid.StorageCommitmentPushModel, Scu: false, Scp: true)] : [],
        },
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Reports on an association of its own.</summary>
    public static async Task<DimseStatus> CallInAsync(int port, DicomDataset information, ushort eventType = 1, string calling = AETitle)
    {
        await using var association = await CallAsync(port, calling);
        var status = await ReportAsync(association, information, eventType);
        await association.ReleaseAsync(TestContext.Current.CancellationToken);
        return status;
    }

    /// <summary>Reports on an association that is there.</summary>
    public static async Task<DimseStatus> ReportAsync(DimseUser peer, DicomDataset information, ushort eventType = 1) =>
        (await peer.NEventReportAsync(
            new NEventReportRequest
            {
                AffectedSopClassUid = DicomUid.StorageCommitmentPushModel,
                AffectedSopInstanceUid = DicomUid.StorageCommitmentPushModelInstance,
                EventTypeId = eventType,
            },
            information,
            TestContext.Current.CancellationToken)).Status;

    public ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
        new(new AssociationDecision.Accept(
            [
                .. request.PresentationContexts.Select(context => Offers
                    ? PresentationContextDecision.Accept(context, context.TransferSyntaxes[0])
                    : PresentationContextDecision.Refuse(context, PresentationContextResult.AbstractSyntaxNotSupported)),
            ],
            new Provider(this))
        {
            RoleSelections = request.RoleSelections,
        });

    public ValueTask AssociationEndedAsync(AssociationSummary summary)
    {
        Ended.Enqueue(summary);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is { } listener)
        {
            await listener.DisposeAsync();
        }
    }

    private void Listen()
    {
        _listener = DicomListener.Bind(
            new DicomListenerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, Port) }, this, NullLoggerFactory.Instance, TimeProvider.System);
        Port = _listener.LocalEndPoint.Port;
    }

    private sealed class Provider(ScriptedArchive archive) : DimseProvider
    {
        public override ValueTask<NEventReportResponse> OnNEventReportAsync(
            NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken)
        {
            archive._reports.Writer.TryWrite((request.EventTypeId, information!, context.Association));
            return new ValueTask<NEventReportResponse>(new NEventReportResponse(archive.ReportAnswer()));
        }

        public override async ValueTask<NActionResponse> OnNActionAsync(
            NActionRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken)
        {
            Assert.Equal(DicomUid.StorageCommitmentPushModelInstance, request.RequestedSopInstanceUid);
            Assert.Equal(1, request.ActionTypeId);
            archive._asked.Writer.TryWrite(new CommitmentAsked(information!, context.Peer));
            await archive.Answering(cancellationToken);
            return new NActionResponse(archive.Answer(request, context));
        }
    }
}
