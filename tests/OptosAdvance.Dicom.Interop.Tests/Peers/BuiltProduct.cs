namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Where the build put the programs of the product.</summary>
internal static class BuiltProduct
{
    public static string Root { get; } = FindRoot();

    /// <summary>The host's assembly, of the same configuration as these tests.</summary>
    public static string Host { get; } = Existing(Path.Combine(
        Root, "src", "OptosAdvance.Dicom.Host", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "optosd.dll"));

    /// <summary>The program that synthesises ophthalmic images.</summary>
    public static string SampleImages { get; } = Existing(Path.Combine(
        Root, "tools", "OptosAdvance.Dicom.SampleImages", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "sampleimages.dll"));

    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OptosAdvance.Dicom.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run from the folder that they were built in.");
    }

    private static string Existing(string path) => File.Exists(path) ? path : throw new FileNotFoundException("Build the solution first.", path);
}
