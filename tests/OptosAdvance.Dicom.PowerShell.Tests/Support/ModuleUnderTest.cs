using System.Reflection;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>Where the module under test is.</summary>
internal static class ModuleUnderTest
{
    public static string Folder { get; } = Metadata("ModuleFolder");

    public static string Manifest { get; } = Path.Combine(Folder, "OptosAdvance.Dicom.psd1");

    public static string SourceRoot { get; } = Path.GetFullPath(Metadata("SourceRoot"));

    public static string HelpGenerator { get; } = Path.GetFullPath(Metadata("HelpGenerator"));

    private static string Metadata(string key) =>
        typeof(ModuleUnderTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
