using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>The types of resources that a document may hold.</summary>
internal static class ResourceKinds
{
    /// <summary>The host itself; it is no part of the configuration.</summary>
    public const string Host = ResourceKind.Prefix + "Host";

    /// <summary>Resources of a group belong together.</summary>
    public const string Group = "Microsoft.DSC/Group";

    /// <summary>Resources of an assertion are tested only.</summary>
    public const string Assertion = "Microsoft.DSC/Assertion";

    /// <summary>Another document.</summary>
    public const string Include = "Microsoft.DSC/Include";

    /// <summary>The parts of the configuration.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        new SectionKind<LocalAESettings>("LocalAE", c => c.LocalAE, c => c.LocalAE, (c, p) => c with { LocalAE = p }),
        new SectionKind<StreamingSettings>("Streaming", c => c.Streaming, c => c.Streaming, (c, p) => c with { Streaming = p }),
        new SectionKind<RepositorySettings>("Repository", c => c.Repository, c => c.Repository, (c, p) => c with { Repository = p }),
        new SectionKind<PatientSearchSettings>("PatientSearch", c => c.PatientSearch, c => c.PatientSearch, (c, p) => c with { PatientSearch = p }),
        new SectionKind<NotificationSettings>("Notification", c => c.Notification, c => c.Notification, (c, p) => c with { Notification = p }),
        new SectionKind<AuditSettings>("Audit", c => c.Audit, c => c.Audit, (c, p) => c with { Audit = p }),
        new RemoteAEKind(),
    ];

    private static Dictionary<string, ResourceKind> ByType { get; } = All.ToDictionary(kind => kind.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every type, for messages.</summary>
    public static IEnumerable<string> Types => All.Select(kind => kind.Type).Concat([Host, Group, Assertion, Include]);

    /// <summary>The part of the configuration of a type; null for another type. The case of types does not matter in DSC.</summary>
    public static ResourceKind? Find(string type) => ByType.TryGetValue(type, out var kind) ? kind : null;
}
