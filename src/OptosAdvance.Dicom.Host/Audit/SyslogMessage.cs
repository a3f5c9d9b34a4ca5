using System.Globalization;
using System.Text;

namespace OptosAdvance.Dicom.Host;

/// <summary>A message as syslog carries it (RFC 5424, PS3.15 A.6 and A.7).</summary>
internal static class SyslogMessage
{
    /// <summary>Security and authorization messages.</summary>
    private const int Facility = 10;

    private const string AuditMessageId = "DICOM+RFC3881";

    /// <summary>An audit message.</summary>
    /// <param name="time">When it is sent.</param>
    /// <param name="outcome">Gives the severity: notice, warning, error.</param>
    /// <param name="xml">The message, UTF-8.</param>
    public static byte[] Audit(DateTimeOffset time, AuditOutcome outcome, byte[] xml)
    {
        var severity = outcome switch
        {
            AuditOutcome.Success => 5,
            AuditOutcome.MinorFailure => 4,
            _ => 3,
        };
        return Create(time, severity, AuditMessageId, xml);
    }

    /// <summary>A message that is no audit message.</summary>
    public static byte[] Plain(DateTimeOffset time, string text) => Create(time, 6, "TEST", Encoding.UTF8.GetBytes(text));

    private static byte[] Create(DateTimeOffset time, int severity, string messageId, byte[] content)
    {
        var header = string.Create(
            CultureInfo.InvariantCulture,
            $"<{(Facility * 8) + severity}>1 {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {HostName()} optosd {Environment.ProcessId} {messageId} - ");
        return [.. Encoding.ASCII.GetBytes(header), .. Encoding.UTF8.Preamble, .. content];
    }

    /// <summary>Printable ASCII, as RFC 5424 6.2.4 wants it.</summary>
    private static string HostName()
    {
        var name = string.Concat(Environment.MachineName.Where(static character => character is > ' ' and <= '~'));
        return name.Length == 0 ? "-" : name;
    }
}
