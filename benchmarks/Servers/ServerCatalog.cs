using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Every server that can be measured, by the name that tables and options use.</summary>
internal static class ServerCatalog
{
    public const string OptosPowerLoss = "optosd";
    public const string OptosSteady = "optosd-steady";
    public const string OptosOperatingSystem = "optosd-os";
    public const string Storescp = "storescp";
    public const string StorescpFork = "storescp-fork";
    public const string StorescpNagle = "storescp-nagle";
    public const string Dcmqrscp = "dcmqrscp";
    public const string Orthanc = "orthanc";
    public const string Floor = "floor";
    public const string FloorReceived = "floor-received";
    public const string Loopback = "loopback";

    public static IReadOnlyList<string> Names { get; } =
        [OptosPowerLoss, OptosSteady, OptosOperatingSystem, Storescp, StorescpFork, StorescpNagle, Dcmqrscp, Orthanc, Floor, FloorReceived, Loopback];

    /// <summary>Servers that are not programs but what the machine can do.</summary>
    public static bool IsPhysical(string name) => name is Floor or FloorReceived or Loopback;

    /// <summary>The appliance, in one of its modes.</summary>
    public static bool IsOurs(string name) => name is OptosPowerLoss or OptosSteady or OptosOperatingSystem;

    /// <summary>For orientation only: one run tells enough of them.</summary>
    public static bool IsAside(string name) => name is StorescpFork or StorescpNagle or Dcmqrscp or Loopback;

    /// <summary>A tenth of a set tells as much, or is all that it takes: a delayed acknowledgement stands in every answer's way; the index may grow to 32 MB, some 4,500 instances.</summary>
    public static bool GetsTenth(string name) => name is StorescpNagle or Dcmqrscp;

    /// <summary>Whether its program is installed.</summary>
    public static bool IsInstalled(string name) => IsPhysical(name) || ProgramOf(name) is null || Find(ProgramOf(name)!) is not null;

    public static StorageServer Create(string name, string folder) => name switch
    {
        OptosPowerLoss => new OptosServer(folder, new RepositorySettings()),
        OptosSteady => new OptosServer(folder, new RepositorySettings { SpareFilesMegabytes = 0 }),
        OptosOperatingSystem => new OptosServer(folder, new RepositorySettings { Durability = Durability.OperatingSystem }),
        Storescp => new StorescpServer(folder, fork: false, noDelay: true),
        StorescpFork => new StorescpServer(folder, fork: true, noDelay: true),
        StorescpNagle => new StorescpServer(folder, fork: false, noDelay: false),
        Dcmqrscp => new DcmqrscpServer(folder),
        Orthanc => new OrthancServer(folder),
        _ => throw new BenchmarkException($"There is no server '{name}'."),
    };

    public static string Require(string program) => Find(program) ?? throw new BenchmarkException($"{program} is not installed.");

    private static string? ProgramOf(string name) => name switch
    {
        Storescp or StorescpFork or StorescpNagle => "storescp",
        Dcmqrscp => "dcmqrscp",
        Orthanc => "Orthanc",
        _ => null,
    };

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
