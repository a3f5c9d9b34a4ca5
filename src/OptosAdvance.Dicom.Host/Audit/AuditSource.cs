using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>By what name this appliance sends audit messages, and whether it does.</summary>
internal static class AuditSource
{
    public static string IdOf(AuditSettings settings) => settings.SourceId ?? Environment.MachineName;

    public static bool IsActive(AuditSettings settings) => settings is { Enabled: true, Server: not null };
}
