using System.Diagnostics.CodeAnalysis;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>Every resource.</summary>
internal static class ResourceTypes
{
    /// <summary>In the order in which a document would have them.</summary>
    public static IReadOnlyList<ResourceType> All { get; } =
    [
        new("Host", "The DICOM host itself: registered as a service, running, with which data directory.", typeof(HostSettings), "Host", null, context => new HostState(context))
        {
            Normalize = static (setting, value) => setting.Name == nameof(HostSettings.DataDirectory) ? HostState.DataDirectoryOf((string?)value) : value,
        },
        Section<LocalAESettings>("LocalAE", "The local storage AE: title, endpoint, limits, who may call, TLS."),
        Section<StreamingSettings>("Streaming", "The streaming service: title, port, limits, enabled or not."),
        Section<RepositorySettings>("Repository", "The data repository: path, durability, watermarks, purging."),
        Section<PatientSearchSettings>("PatientSearch", "Patient search: how many studies are returned at most."),
        Section<NotificationSettings>("Notification", "The mail server that notifications go through."),
        Section<AuditSettings>("Audit", "The syslog receiver that audit messages go to."),
        new("RemoteAE", "A remote server that the host sends to, queries, or is called by; the key is its name.", typeof(RemoteAE), null, "name", context => new RemoteAEState(context)),
    ];

    /// <summary>The resource of a short or full name; null for none.</summary>
    public static ResourceType? Find(string name) => All.FirstOrDefault(type =>
        string.Equals(type.ShortName, name, StringComparison.OrdinalIgnoreCase) || string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));

    // What reads the settings by reflection needs them whole, also in a program that was trimmed.
    private static ResourceType Section<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(string name, string description)
        where T : class, new() =>
        new(name, description, typeof(T), name, null, context => new SectionState(context, name));

    [DynamicDependency(DynamicallyAccessedMemberTypes.All, typeof(HostSettings))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.All, typeof(RemoteAE))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.All, typeof(SettingAttribute))]
    static ResourceTypes()
    {
    }
}
