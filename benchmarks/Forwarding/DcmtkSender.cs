using System.Diagnostics;
using System.Globalization;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>DCMTK's storescu or dcmsend with a folder of files, from its start to its end.</summary>
internal sealed class DcmtkSender(string program, string files) : InstanceSender(program)
{
    public override async Task<(TimeSpan Elapsed, double CpuSeconds)> SendAsync(ServerAddress server, InstanceSet set, CancellationToken cancellationToken)
    {
        List<string> arguments = ["-q", "-aec", server.AETitle, "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture), "+sd"];
        if (Name == "storescu" && set.TransferSyntax == DicomTransferSyntax.JPEGBaseline8Bit)
        {
            arguments.Insert(1, "-xy");
        }

        var start = new ProcessStartInfo(ServerCatalog.Require(Name), [.. arguments, files]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Without it DCMTK waits 40 ms for each delayed acknowledgement.
        start.Environment["TCP_NODELAY"] = "1";
        var before = ProcessTree.EndedChildrenCpuSeconds();
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0
            ? (elapsed, ProcessTree.EndedChildrenCpuSeconds() - before)
            : throw new BenchmarkException($"{Name} ended with {process.ExitCode}: {await output}{await errors}");
    }
}
