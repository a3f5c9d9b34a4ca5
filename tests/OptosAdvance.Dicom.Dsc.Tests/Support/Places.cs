using System.Reflection;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>Where things are.</summary>
internal static class Places
{
    public static string ModuleFolder { get; } = Metadata("ModuleFolder");

    public static string SourceRoot { get; } = Metadata("SourceRoot");

    public static string DscFolder { get; } = Path.Combine(SourceRoot, "dsc");

    /// <summary>The published schemas of DSC v3, which are not part of the project.</summary>
    public static string PublishedSchemas { get; } = Path.GetFullPath(Path.Combine(SourceRoot, "..", "shared", "data", "dsc-schemas")) is var beside && Directory.Exists(beside)
        ? beside
        : Path.GetFullPath(Path.Combine(SourceRoot, "..", "..", "shared", "data", "dsc-schemas"));

    /// <summary>Laid out with the module: what an administrator has. OPTOSDSC_PROGRAM names another one to test, such as that of a package.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("OPTOSDSC_PROGRAM") is { Length: > 0 } other
        ? other
        : Path.Combine(ModuleFolder, "dsc", OperatingSystem.IsWindows() ? "optosdsc.exe" : "optosdsc");

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
