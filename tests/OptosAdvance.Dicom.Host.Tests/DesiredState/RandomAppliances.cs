using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Configurations that are valid and else anything, and documents that want some of one.</summary>
internal static class RandomAppliances
{
    private static readonly string?[] Hosts = ["pacs.example", "PACS.EXAMPLE.", "10.0.0.1", "10.0.0.2", "::1"];
    private static readonly string?[] Texts = [null, "plain", " blanks ", "[bracket]", "it's: #1", "Größe 眼", "true", "12"];

    private static readonly Gen<AETitle> Title = Choose("OPTOS", " OPTOS ", "PACS1", "CAM 1", "x").Select(AETitle.Parse);
    private static readonly Gen<string?> Text = Choose(Texts);

    private static readonly Gen<LocalAESettings> Local = Gen.Select(
        Title, Choose("127.0.0.1", "*", "::", "0.0.0.0"), Gen.Int[2000, 3000], Gen.Int[1, 1000], Gen.Enum<CallerPolicy>(), Gen.Bool, Choose<string?>(null, "one", "two"),
        (title, host, port, associations, policy, isPrivate, password) => new LocalAESettings
        {
            AETitle = title,
            HostName = host,
            Port = port,
            MaximumInboundAssociations = associations,
            CallerPolicy = policy,
            AcceptPrivateSopClasses = isPrivate,
            TlsCertificatePassword = password is null ? null : Secret.Parse(password),
        });

    private static readonly Gen<RepositorySettings> Repository = Gen.Select(
        Gen.Int[1, 5], Gen.Int[6, 10], Gen.Int[11, 20], Gen.Int[0, 9], Gen.Enum<PurgePolicy>(), Choose<string?>(null, "it@clinic.example", "IT@clinic.example"),
        (critical, low, high, studies, policy, address) => new RepositorySettings
        {
            CriticalWatermark = DiskWatermark.Parse($"{critical}%"),
            LowWatermark = DiskWatermark.Parse($"{low}.0 %"),
            HighWatermark = DiskWatermark.Parse($"{high}%"),
            ProtectedStudies = studies,
            PurgePolicy = policy,
            NotificationAddress = address,
        });

    private static readonly Gen<RemoteAE> Remote = Gen.Select(
        Choose("PACS1", "pacs1", "PACS2", "Camera 1", "it's", "Worklist", "Archiv-Größe"), Title, Choose(Hosts), Gen.Int[1, 65535], Gen.Int[0, 63], Gen.Int[1, 600], Text, Gen.Bool,
        (name, title, host, port, services, timeout, text, forward) => new RemoteAE
        {
            Name = name,
            AETitle = title,
            HostName = host,
            Port = port,
            Services = (RemoteServices)services,
            ConnectTimeoutSeconds = timeout,
            Description = text,
            AutoForward = forward && ((RemoteServices)services & RemoteServices.Storage) != 0,
        });

    private static Gen<T> Choose<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Configurations as a host could have them.</summary>
    public static Gen<ApplianceConfiguration> Configuration { get; } = Gen.Select(
        Local, Repository, Gen.Int[1, 500], Gen.Int[3001, 4000], Remote.List[0, 6],
        (local, repository, results, streaming, remotes) => new ApplianceConfiguration
        {
            LocalAE = local,
            Repository = repository,
            PatientSearch = new PatientSearchSettings { MaximumQueryResults = results },
            Streaming = new StreamingSettings { Port = streaming },
            RemoteAEs = remotes.DistinctBy(remote => remote.Name, StringComparer.OrdinalIgnoreCase)
                .OrderBy(remote => remote.Name, StringComparer.OrdinalIgnoreCase).ToEquatableList(),
        }).Where(configuration => ConfigurationValidator.Validate(configuration).Count == 0);

    /// <summary>The text of a document that wants some properties of a configuration, chosen by bits, and some remote AEs to be away.</summary>
    public static string Document(ApplianceConfiguration wanted, IReadOnlyList<string> away, Random choice)
    {
        var resources = new JsonArray();
        void Add(string type, object settings, bool isRemote)
        {
            var all = JsonSerializer.SerializeToNode(settings, settings.GetType(), ContractJson.Options)!.AsObject();
            foreach (var name in all.Select(pair => pair.Key).Where(name => !(isRemote && name is "name") && choice.Next(3) == 0).ToList())
            {
                all.Remove(name);
            }

            foreach (var name in all.Where(pair => pair.Value?.GetValueKind() == JsonValueKind.String && pair.Value.GetValue<string>().StartsWith('[')).Select(pair => pair.Key).ToList())
            {
                all[name] = "[" + all[name]!.GetValue<string>();
            }

            resources.Add(new JsonObject { ["name"] = $"r{resources.Count}", ["type"] = "OptosAdvance.Dicom/" + type, ["properties"] = all });
        }

        Add("LocalAE", wanted.LocalAE, isRemote: false);
        Add("Repository", wanted.Repository, isRemote: false);
        Add("PatientSearch", wanted.PatientSearch, isRemote: false);
        foreach (var remote in wanted.RemoteAEs)
        {
            Add("RemoteAE", remote, isRemote: true);
        }

        foreach (var name in away)
        {
            resources.Add(new JsonObject { ["name"] = $"r{resources.Count}", ["type"] = "OptosAdvance.Dicom/RemoteAE", ["properties"] = new JsonObject { ["name"] = name, ["_exist"] = false } });
        }

        return new JsonObject { ["$schema"] = "https://aka.ms/dsc/schemas/v3/bundled/config/document.json", ["resources"] = resources }.ToJsonString();
    }
}
