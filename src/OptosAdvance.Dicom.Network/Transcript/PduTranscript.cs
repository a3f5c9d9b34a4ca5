using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Writes one line per PDU for support: direction, type, lengths, context ids, decoded association items and command fields.
/// Data sets and secrets are never written. Thread-safe.
/// </summary>
public sealed partial class PduTranscript
{
    private readonly Action<string> _write;

    /// <summary>A transcript that goes to a delegate, called with one line at a time, possibly from several threads.</summary>
    public PduTranscript(Action<string> write) => _write = write;

    /// <summary>A transcript that goes to a logger at level Information.</summary>
    public static PduTranscript To(ILogger logger) => new(line => LogLine(logger, line));

    internal void Data(string connection, bool sent, PdvHeader pdv) => _write(string.Create(
        CultureInfo.InvariantCulture,
        $"{connection} {Direction(sent)} P-DATA-TF context {pdv.ContextId} {(pdv.IsCommand ? "command" : "data set")} {pdv.Length} bytes{(pdv.IsLast ? " last" : "")}"));

    internal void Command(string connection, bool sent, CommandSet command) => _write($"{connection} {Direction(sent)} {command}");

    internal void Whole(string connection, bool sent, Pdu pdu, int length)
    {
        var line = new StringBuilder().Append(connection).Append(' ').Append(Direction(sent)).Append(' ');
        switch (pdu)
        {
            case AssociateRequestPdu request:
                line.Append("A-ASSOCIATE-RQ ").Append(length).Append(" bytes calling \"").Append(request.CallingAETitle)
                    .Append("\" called \"").Append(request.CalledAETitle).Append('"');
                foreach (var context in request.PresentationContexts)
                    line.Append("; context ").Append(context.Id).Append(' ').Append(context.AbstractSyntax.Name).Append(" [").AppendJoin(", ", context.TransferSyntaxes.Select(t => t.Name)).Append(']');
                Append(line, request.UserInformation);
                break;
            case AssociateAcceptPdu accept:
                line.Append("A-ASSOCIATE-AC ").Append(length).Append(" bytes");
                foreach (var context in accept.PresentationContexts)
                    line.Append("; context ").Append(context.Id).Append(' ').Append(context.Result == PresentationContextResult.Acceptance ? context.TransferSyntax.Name : context.Result.ToString());
                Append(line, accept.UserInformation);
                break;
            case AssociateRejectPdu reject:
                line.Append("A-ASSOCIATE-RJ ").Append(reject.Rejection);
                break;
            case AbortPdu abort:
                line.Append("A-ABORT ").Append(abort.Text);
                break;
            default:
                line.Append(pdu.Type == PduType.ReleaseRequest ? "A-RELEASE-RQ" : "A-RELEASE-RP");
                break;
        }

        _write(line.ToString());
    }

    private static string Direction(bool sent) => sent ? "->" : "<-";

    private static void Append(StringBuilder line, UserInformation user)
    {
        line.Append("; max PDU ").Append(user.MaximumPduLength);
        if (user.ImplementationClassUid is { } uid) line.Append("; implementation ").Append(uid.Value).Append(' ').Append(user.ImplementationVersionName);
        if (user.AsynchronousOperationsWindow is { } window) line.Append("; window ").Append(window.Invoked).Append('/').Append(window.Performed);
        foreach (var role in user.RoleSelections)
            line.Append("; role ").Append(role.SopClass.Name).Append(role.Scu ? " SCU" : "").Append(role.Scp ? " SCP" : "");
        foreach (var extended in user.ExtendedNegotiations)
            line.Append("; extended ").Append(extended.SopClass.Name).Append(' ').Append(Convert.ToHexString(extended.Information.Span));
        foreach (var common in user.CommonExtendedNegotiations)
            line.Append("; common extended ").Append(common.SopClass.Name).Append(" of ").Append(common.ServiceClass.Name);
        if (user.UserIdentity is { } identity) line.Append("; user identity ").Append(identity);
        if (user.UserIdentityResponse is { } response) line.Append("; user identity response ").Append(response.Length).Append(" bytes");
    }

    [LoggerMessage(EventId = 3100, EventName = "Pdu", Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogLine(ILogger logger, string line);
}
