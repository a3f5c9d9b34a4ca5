using System.Diagnostics;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>A program of another maker that judges what we write or read. Tests that need one are skipped, visibly, where it is missing.</summary>
internal sealed class PeerTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly string _path;

    private PeerTool(string path) => _path = path;

    /// <summary>Finds a program on PATH, or skips the test.</summary>
    public static PeerTool Require(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip($"{name} is not installed (DCMTK or dicom3tools).");
        }
        return new PeerTool(found);
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<PeerResult> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(_path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var output = new MemoryStream();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            Task copy = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await copy;
            string text = await errors;
            await process.WaitForExitAsync(limit.Token);
            return new PeerResult(process.ExitCode, output.ToArray(), text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
