namespace OptosAdvance.Dicom.Contracts;

/// <summary>The parts of a configuration by the name that errors and changes call them by.</summary>
internal static class ConfigurationSections
{
    /// <summary>Target name of a remote AE: <c>RemoteAE/PACS1</c>.</summary>
    public static string TargetOf(RemoteAE remote) => $"RemoteAE/{remote.Name}";

    /// <summary>Every part that has settings, remote AEs last.</summary>
    public static IEnumerable<(string Target, object Settings)> Of(ApplianceConfiguration configuration) =>
    [
        (nameof(configuration.LocalAE), configuration.LocalAE),
        (nameof(configuration.Streaming), configuration.Streaming),
        (nameof(configuration.Repository), configuration.Repository),
        (nameof(configuration.PatientSearch), configuration.PatientSearch),
        (nameof(configuration.Notification), configuration.Notification),
        (nameof(configuration.Audit), configuration.Audit),
        .. configuration.RemoteAEs.Select(remote => (TargetOf(remote), (object)remote)),
    ];

    /// <summary>The configuration with every part replaced by what <paramref name="map"/> makes of it.</summary>
    public static ApplianceConfiguration Map(ApplianceConfiguration configuration, Func<object, object> map) => configuration with
    {
        LocalAE = (LocalAESettings)map(configuration.LocalAE),
        Streaming = (StreamingSettings)map(configuration.Streaming),
        Repository = (RepositorySettings)map(configuration.Repository),
        PatientSearch = (PatientSearchSettings)map(configuration.PatientSearch),
        Notification = (NotificationSettings)map(configuration.Notification),
        Audit = (AuditSettings)map(configuration.Audit),
        RemoteAEs = configuration.RemoteAEs.Select(remote => (RemoteAE)map(remote)).ToEquatableList(),
    };
}
