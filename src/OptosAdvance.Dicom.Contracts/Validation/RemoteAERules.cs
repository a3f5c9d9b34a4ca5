namespace OptosAdvance.Dicom.Contracts;

/// <summary>Remote AEs, each by itself and all together.</summary>
internal static class RemoteAERules
{
    private const int MaximumNameLength = 64;
    private const RemoteServices Dimse = (RemoteServices)((int)RemoteServices.Rest - 1);

    public static IEnumerable<ConfigurationError> Check(EquatableList<RemoteAE> remotes)
    {
        foreach (var twins in remotes.GroupBy(remote => remote.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return new($"RemoteAE/{twins.Key}", nameof(RemoteAE.Name), twins.Key, $"{twins.Count()} remote AEs have the name '{twins.Key}'.",
                "Names are unique without regard to case; rename one.");
        }

        foreach (var error in remotes.SelectMany(remote => CheckName(remote).Concat(CheckDimse(remote)).Concat(CheckRest(remote)).Concat(CheckStorage(remote, remotes))))
        {
            yield return error;
        }
    }

    private static IEnumerable<ConfigurationError> CheckName(RemoteAE remote)
    {
        var isBad = remote.Name.Length > MaximumNameLength || remote.Name.Any(c => char.IsControl(c) || c is '*' or '?' or '[' or ']' or '/' or '\\');
        if (string.IsNullOrWhiteSpace(remote.Name) || isBad)
        {
            yield return Error(remote, nameof(remote.Name), remote.Name, $"'{remote.Name}' cannot be the name of a remote AE.",
                $"Give 1 to {MaximumNameLength} characters without wildcards and slashes, such as PACS1.");
        }
    }

    private static IEnumerable<ConfigurationError> CheckDimse(RemoteAE remote)
    {
        if (remote.HostName is { Length: > 0 } host && !TextRules.IsHost(host))
        {
            yield return Error(remote, nameof(remote.HostName), host, $"'{host}' is not a host name or an IP address.", "Give a name or an address, without a port.");
        }

        // An entry that plays no service is a caller: its title is what lets it in.
        if (remote.AETitle is null && remote.Services != RemoteServices.Rest)
        {
            yield return Error(remote, nameof(remote.AETitle), null, "There is no AE title.", "Give AETitle.");
        }

        if ((remote.Services & Dimse) != 0)
        {
            var services = remote.Services & Dimse;
            if (string.IsNullOrWhiteSpace(remote.HostName))
            {
                yield return Error(remote, nameof(remote.HostName), null, $"There is no host, which {services} needs.", "Give HostName.");
            }

            if (remote.Port is null)
            {
                yield return Error(remote, nameof(remote.Port), null, $"There is no port, which {services} needs.", "Give Port.");
            }
        }

        if (string.IsNullOrWhiteSpace(remote.TlsCertificatePath) && !string.IsNullOrWhiteSpace(remote.TlsCertificateKeyPath))
        {
            yield return Error(remote, nameof(remote.TlsCertificateKeyPath), remote.TlsCertificateKeyPath, "There is a key and no certificate.", "Give TlsCertificatePath.");
        }
    }

    private static IEnumerable<ConfigurationError> CheckRest(RemoteAE remote)
    {
        (string Name, string? Value)[] options =
        [
            (nameof(remote.BaseUri), remote.BaseUri),
            (nameof(remote.QidoPrefix), remote.QidoPrefix),
            (nameof(remote.WadoPrefix), remote.WadoPrefix),
            (nameof(remote.StowPrefix), remote.StowPrefix),
        ];
        if (!remote.Services.HasFlag(RemoteServices.Rest))
        {
            foreach (var (name, value) in options.Where(option => !string.IsNullOrWhiteSpace(option.Value)))
            {
                yield return Error(remote, name, value, $"{name} is for the service Rest, which the entry does not have.", $"Add Rest to Services, or leave {name} empty.");
            }

            yield break;
        }

        if (string.IsNullOrWhiteSpace(remote.BaseUri))
        {
            yield return Error(remote, nameof(remote.BaseUri), null, "There is no base URI, which Rest needs.", "Give BaseUri, such as https://pacs.clinic.example/dicom-web.");
        }
        else if (!TextRules.IsHttpUri(remote.BaseUri!))
        {
            yield return Error(remote, nameof(remote.BaseUri), remote.BaseUri, $"'{remote.BaseUri}' is not the base URI of a DICOMweb server.",
                "Give an http or https URI without a query, such as https://pacs.clinic.example/dicom-web.");
        }

        foreach (var (name, value) in options.Skip(1).Where(option => !TextRules.IsPathPrefix(option.Value ?? "")))
        {
            yield return Error(remote, name, value, $"'{value}' is not a path.", "Give path segments, such as qido.");
        }
    }

    private static IEnumerable<ConfigurationError> CheckStorage(RemoteAE remote, EquatableList<RemoteAE> remotes)
    {
        var stores = remote.Services.HasFlag(RemoteServices.Storage);
        if (remote.AutoForward && !stores)
        {
            yield return Error(remote, nameof(remote.AutoForward), "True", "AutoForward is for the service Storage, which the entry does not have.",
                "Add Storage to Services, or switch AutoForward off.");
        }

        if (remote.AutoForwardDelaySeconds != RemoteAE.DefaultAutoForwardDelaySeconds && !stores)
        {
            yield return Error(remote, nameof(remote.AutoForwardDelaySeconds), $"{remote.AutoForwardDelaySeconds}",
                "AutoForwardDelaySeconds is for the service Storage, which the entry does not have.",
                $"Add Storage to Services, or leave AutoForwardDelaySeconds at {RemoteAE.DefaultAutoForwardDelaySeconds}.");
        }

        if (string.IsNullOrWhiteSpace(remote.CommitWith))
        {
            yield break;
        }

        if (!stores)
        {
            yield return Error(remote, nameof(remote.CommitWith), remote.CommitWith, "CommitWith is for the service Storage, which the entry does not have.",
                "Add Storage to Services, or leave CommitWith empty.");
        }

        var commits = remotes.FirstOrDefault(other => string.Equals(other.Name, remote.CommitWith, StringComparison.OrdinalIgnoreCase));
        if (commits is null || !commits.Services.HasFlag(RemoteServices.StorageCommitment))
        {
            yield return Error(remote, nameof(remote.CommitWith), remote.CommitWith,
                commits is null ? $"CommitWith names '{remote.CommitWith}', which is no remote AE." : $"CommitWith names '{commits.Name}', which does not have the service StorageCommitment.",
                "Name a remote AE with the service StorageCommitment.");
        }
    }

    private static ConfigurationError Error(RemoteAE remote, string property, string? value, string message, string action) =>
        new(ConfigurationSections.TargetOf(remote), property, value, message, action);
}
