namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Every server that can be measured, by the name that tables and options use.</summary>
internal static class ServerCatalog
{
    public const string OptosPowerLoss = "optosd";
    public const string OptosOperatingSystem = "optosd-os";
    public const string Storescp = "storescp";
    public const string Orthanc = "orthanc";
    public const string Floor = "floor";
    public const string Loopback = "loopback";

    public static IReadOnlyList<string> Names { get; } =
        [OptosPowerLoss, OptosOperatingSystem, Storescp, "storescp-fork", "storescp-nagle", "dcmqrscp", Orthanc, Floor, Loopback];

    /// <summary>Servers that are not programs but what the machine can do.</summary>
    public static bool IsPhysical(string name) => name is Floor or Loopback;

    /// <summary>Whether its program is installed.</summary>
    public static bool IsInstalled(string name) => IsPhysical(name) || ProgramOf(name) is null || Find(ProgramOf(name)!) is not null;

    public static StorageServer Create(string name, string folder) => name switch
    {
        OptosPowerLoss => new OptosServer(folder, Contracts.Durability.PowerLoss),
        OptosOperatingSystem => new OptosServer(folder, Contracts.Durability.OperatingSystem),
        Storescp => new StorescpServer(folder, fork: false, noDelay: true),
        "storescp-fork" => new StorescpServer(folder, fork: true, noDelay: true),
        "storescp-nagle" => new StorescpServer(folder, fork: false, noDelay: false),
        "dcmqrscp" => new DcmqrscpServer(folder),
        Orthanc => new OrthancServer(folder),
        _ => throw new BenchmarkException($"There is no server '{name}'."),
    };

    public static string Require(string program) => Find(program) ?? throw new BenchmarkException($"{program} is not installed.");

    private static string? ProgramOf(string name) => name switch
    {
        Storescp or "storescp-fork" or "storescp-nagle" => "storescp",
        "dcmqrscp" => "dcmqrscp",
        Orthanc => "Orthanc",
        _ => null,
    };

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
