using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The configuration service with its real store, two recording participants, and nothing else.</summary>
internal sealed class ConfigurationBench : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ConfigurationBench()
    {
        Directory = new ApplianceDirectory(_directory.Path);
        File = new ConfigurationFile(Directory, new SecretProtector(Directory));
        Settings = new ApplianceSettings(File.Load());
        First = new RecordingParticipant(Calls, "first");
        Second = new RecordingParticipant(Calls, "second");
        Service = new ConfigurationService(Settings, File, Directory, [First, Second], Facts, NullLogger<ConfigurationService>.Instance);
    }

    public ApplianceDirectory Directory { get; }

    public ConfigurationFile File { get; }

    public ApplianceSettings Settings { get; }

    public ConfigurationService Service { get; }

    public RecordingParticipant First { get; }

    public RecordingParticipant Second { get; }

    public List<string> Calls { get; } = [];

    public ListOfFacts Facts { get; } = new();

    public Task<ConfigurationChangeResult> ChangeAsync(ConfigurationChange change) =>
        Service.ChangeAsync(change, "alice", TestContext.Current.CancellationToken);

    /// <summary>What a host that starts now would find.</summary>
    public ApplianceConfiguration Reload() => new ConfigurationFile(Directory, new SecretProtector(Directory)).Load();

    public void Dispose()
    {
        Service.Dispose();
        _directory.Dispose();
    }
}
