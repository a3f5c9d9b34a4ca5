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

    internal void Write(string line) => _write(line);

    [LoggerMessage(EventId = 3100, EventName = "Pdu", Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogLine(ILogger logger, string line);
}
