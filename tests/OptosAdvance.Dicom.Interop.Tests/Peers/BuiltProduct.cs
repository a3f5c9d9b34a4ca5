namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Where the build put the programs of the product.</summary>
internal static class BuiltProduct
{
    public static string Root { get; } = FindRoot();

    /// <summary>What starts the host: its arguments follow. The one that was built, of the same configuration as these tests, or that of a package (its optosd) when OPTOS_HOST names it.</summary>
    public static IReadOnlyList<string> HostCommand { get; } = Environment.GetEnvironmentVariable("OPTOS_HOST") is { Length: > 0 } packaged
        ? [Existing(packaged)]
        : [DotNet, Existing(Path.Combine(
            Root, "src", "OptosAdvance.Dicom.Host", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "optosd.dll"))];

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
