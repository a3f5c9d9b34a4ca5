using System.Collections.Concurrent;
using System.Diagnostics;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The real process, killed in the middle of receiving.</summary>
public sealed class KilledHostTests : IDisposable
{
    private const int Senders = 4;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public Task After_a_kill_every_acknowledged_instance_is_found_whole_and_nothing_else_is_left() =>
        KillWhileReceivingAsync(10_000, 50);

    [Fact]
    public async Task After_a_kill_what_came_into_spare_files_is_found_whole_and_nothing_else_is_left()
    {
        const int PixelBytes = 600_000;
        const int LaidIn = 16;
        var kept = new DirectoryInfo(_folder.Combine("repository", RepositoryLayout.Spare));
        using (var volume = StorageVolume.OpenOrCreate(_folder.Combine("repository")))
        {
            Assert.SkipUnless(volume.CanHaveSpares, "The file system keeps no marks.");
        }

        // A first burst has them laid in for the one that is cut off.
        await KillWhileReceivingAsync(
            PixelBytes,
            10,
            async (port, acknowledged) =>
            {
                await SendUntilBrokenAsync(port, acknowledged, PixelBytes, most: LaidIn / 4);
                await Until.TrueAsync(() => kept.GetFiles().Length == LaidIn, "spare files");
            },
            () => Assert.True(kept.GetFiles() is var left && (left.Length < LaidIn || left.Any(IsMarked)), "No spare file was used."));
    }

    public void Dispose() => _folder.Dispose();

    /// <param name="pixelBytes">Of each instance.</param>
    /// <param name="acknowledgedFirst">So many at least are acknowledged before the kill.</param>
    /// <param name="prepare">Comes before the senders.</param>
    /// <param name="killed">Comes after the kill.</param>
    private async Task KillWhileReceivingAsync(
        int pixelBytes, int acknowledgedFirst, Func<int, ConcurrentBag<SampleInstance>, Task>? prepare = null, Action? killed = null)
    {
        var acknowledged = new ConcurrentBag<SampleInstance>();
        for (var round = 0; round < 3; round++)
        {
            var port = ReceivingAppliance.FindPort();
            await WriteConfigurationAsync(port);
            using var host = StartHost();
            Task[] senders = [];
            try
            {
                await WaitForPortAsync(host, port);
                if (prepare is not null)
                {
                    await prepare(port, acknowledged);
                }

                var before = acknowledged.Count;
                senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendUntilBrokenAsync(port, acknowledged, pixelBytes)))];
                while (acknowledged.Count < before + ((1 + round) * acknowledgedFirst))
                {
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                }
            }
            finally
            {
                // Also when something failed before: nobody else would end it.
                host.Kill();
            }

            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(senders);
            killed?.Invoke();
        }

        await using var after = new TestRepository(_folder.Path);
        foreach (var sample in acknowledged)
        {
            Assert.Equal(sample.ToBytes(), after.ReadDataSet(sample));
            Assert.NotNull(after.Writer.Find(sample.Key));
        }

        Assert.Empty(after.IncomingEntries());
        var (_, instances) = await after.Search.CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(after.StoredFiles().Length, instances);
        Assert.All(after.StoredFiles(), file => Assert.NotNull(FileInspector.ReadEntry(file)));
    }

    private static bool IsMarked(FileInfo spare)
    {
        using var file = File.OpenHandle(spare.FullName);
        return SpareMark.Read(file) is not null;
    }

    private static async Task SendUntilBrokenAsync(
        int port, ConcurrentBag<SampleInstance> acknowledged, int pixelBytes, int most = int.MaxValue)
    {
        var study = DicomUid.NewUid().Value;
        try
        {
            await using var association = await DicomAssociation.ConnectAsync(
                new AssociationOptions
                {
                    CallingAETitle = "CAMERA",
                    CalledAETitle = "OPTOSADVANCE",
                    HostName = "127.0.0.1",
                    Port = port,
                    PresentationContexts =
                        [new PresentationContext(new SampleInstance().SopClass, DicomTransferSyntax.ExplicitVRLittleEndian.Uid)],
                },
                cancellationToken: TestContext.Current.CancellationToken);
            for (var i = 0; i < most; i++)
            {
                var sample = new SampleInstance { Study = study, Series = study + "1", Number = i, PixelBytes = pixelBytes, Fill = (byte)i };
                if ((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess)
                {
                    acknowledged.Add(sample);
                }
            }
        }
        catch (Exception exception) when (exception is DicomNetworkException or AssociationAbortedException or IOException or OperationCanceledException)
        {
            // The host was killed; that is what ends the sending.
        }
    }

    private static async Task WaitForPortAsync(Process host, int port)
    {
        while (true)
        {
            Assert.False(host.HasExited, "The host has ended.");
            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    private Process StartHost()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } dotnet && Path.GetFileNameWithoutExtension(dotnet) == "dotnet" ? dotnet : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "optosd.dll"), "run", "--data", _folder.Path },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private Task WriteConfigurationAsync(int port) => File.WriteAllTextAsync(
        _folder.Combine("configuration.json"),
        $$"""{ "configuration": { "localAE": { "port": {{port}}, "callerPolicy": "Any" } } }""",
        TestContext.Current.CancellationToken);
}
