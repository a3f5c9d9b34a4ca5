using System.Diagnostics;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The appliance as the packages hold it: a release build, compiled ahead of time, with a runtime of its own.</summary>
internal static class PackagedHost
{
    private static string s_folder = System.IO.Path.Combine(ProductFolder.Root, "artifacts", "benchmark", "host");

    public static string Path => System.IO.Path.Combine(s_folder, "optosd");

    /// <summary>Publishes it with the settings that build.ps1 packages with, or takes one that is there.</summary>
    /// <exception cref="BenchmarkException">It cannot be built, or is not there.</exception>
    public static void Make(string? folder)
    {
        if (folder is not null)
        {
            s_folder = System.IO.Path.GetFullPath(folder);
            if (!File.Exists(Path))
            {
                throw new BenchmarkException($"There is no host in {s_folder}.");
            }

            return;
        }

        Console.WriteLine("Making the host as it is packaged ...");
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", System.IO.Path.Combine(ProductFolder.Root, "src", "OptosAdvance.Dicom.Host"),
            "--configuration", "Release", "--runtime", "linux-x64", "--self-contained", "true", "--output", s_folder,
            "-p:PublishReadyToRun=true", "-p:PublishDocumentationFile=false", "-p:PublishReferencesDocumentationFiles=false",
            "-nologo", "--verbosity", "quiet",
        ])
        {
            WorkingDirectory = ProductFolder.Root,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || !File.Exists(Path))
        {
            throw new BenchmarkException($"The host cannot be made: {output}");
        }
    }
}
