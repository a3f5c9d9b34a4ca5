using System.Diagnostics;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The appliance: indexed; with PowerLoss every answer survives a power cut.</summary>
/// <param name="folder">Where it lies.</param>
/// <param name="settings">How it stores.</param>
internal sealed class OptosServer(string folder, RepositorySettings settings) : StorageServer(folder, "OPTOSADVANCE")
{
    /// <summary>Its data directory.</summary>
    public string DataFolder => Folder;

    protected override string Store => Path.Combine(Folder, "repository", "studies");

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Otherwise it would try the default port before it can be told another.
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "configuration.json"),
            $$"""{ "formatVersion": 1, "configuration": { "localAE": { "port": {{Address.Port}} } } }""",
            cancellationToken);
        await base.StartAsync(cancellationToken);
        using var client = await ControlClient.ConnectAsync(Folder, TimeSpan.FromSeconds(10), cancellationToken);
        await client.Control.ChangeConfigurationAsync(
            new ConfigurationChange
            {
                LocalAE = new Partial<LocalAESettings>().With(s => s.CallerPolicy, CallerPolicy.Any),
                Repository = new Partial<RepositorySettings>()
                    .With(s => s.Durability, settings.Durability)
                    .With(s => s.SpareFilesMegabytes, settings.SpareFilesMegabytes),
            },
            cancellationToken);
    }

    protected override Process Launch() => Run(PackagedHost.Path, ["run", "--data", Folder], noDelay: false);

    protected override async Task<bool> ListensAsync(CancellationToken cancellationToken) =>
        await base.ListensAsync(cancellationToken) && await AnswersAsync(cancellationToken);

    /// <summary>The socket of the endpoint is there a moment before anybody listens at it.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = await ControlClient.ConnectAsync(Folder, TimeSpan.FromSeconds(10), cancellationToken);
            return true;
        }
        catch (ControlException)
        {
            return false;
        }
    }
}
