using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Looks remote AEs up by name.</summary>
internal static class RemoteEntries
{
    /// <summary>The entry that plays a service.</summary>
    /// <exception cref="ControlException">There is no such entry, or it does not play the service.</exception>
    public static RemoteAE Require(this IApplianceSettings settings, string name, RemoteServices service)
    {
        var remote = settings.Current.RemoteAEs.FirstOrDefault(entry => string.Equals(entry.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw Errors.RemoteAENotFound(name);
        return remote.Services.HasFlag(service)
            ? remote
            : throw Errors.InvalidArgument(
                $"The remote AE '{remote.Name}' does not have the service {service}.",
                $"Add it with Set-OptosDicomAE -Name {remote.Name} -Services {(remote.Services == RemoteServices.None ? service.ToString() : $"'{remote.Services}, {service}'")}, if the server offers it.");
    }
}
