using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>A few conversations with DCMTK; the many are in the interoperability tests.</summary>
public sealed class DcmtkTests
{
    [Fact]
    public async Task Is_verified_by_echoscu()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);

        await RunAsync("echoscu", "-aec", "RECEIVER", "127.0.0.1", Port(listener));

        Assert.Equal(AssociationEnding.Released, (await handler.FirstEnded).Ending);
    }

    [Fact]
    public async Task Receives_from_storescu_what_storescp_received_from_us()
    {
        var folder = Directory.CreateTempSubdirectory("dcmtk");
        try
        {
            var port = FreePort();
            using var storescp = Start("storescp", "-od", folder.FullName, "+B", port.ToString(CultureInfo.InvariantCulture));
            byte[]? received = null;
            try
            {
                var dataSet = new DicomDataset();
                dataSet.Set(DicomTag.SOPClassUID, Peers.Ct.Value);
                dataSet.Set(DicomTag.SOPInstanceUID, "1.2.3.4");
                dataSet.Set(DicomTag.PatientName, "Doe^Jane");
                var sent = DicomDatasetWriter.ToArray(dataSet, DicomTransferSyntax.ImplicitVRLittleEndian);

                await using (var association = await ConnectWhenReadyAsync(port))
                {
                    var stored = await association.CStoreAsync(Peers.NewStore() with { AffectedSopInstanceUid = new DicomUid("1.2.3.4") }, null, new MemoryStream(sent));
                    Assert.Equal(DimseStatus.Success, stored.Status);
                    await association.ReleaseAsync();
                }

                var handler = new RecordingHandler(_ => new TestProvider
                {
                    Store = async (_, data, _, cancellationToken) =>
                    {
                        received = await TestProvider.ReadAllAsync(data, cancellationToken);
                        return new CStoreResponse(DimseStatus.Success);
                    },
                });
                await using var listener = Peers.Listen(handler);
                await RunAsync("storescu", "-xi", "-aec", "RECEIVER", "127.0.0.1", Port(listener), Directory.GetFiles(folder.FullName).Single());
                Assert.Equal(sent, received);
            }
            finally
            {
                storescp.Kill();
                await storescp.WaitForExitAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<DicomAssociation> ConnectWhenReadyAsync(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await DicomAssociation.ConnectAsync(Peers.To(port, Peers.Ct));
            }
            catch (DicomNetworkException e) when (e.Step == NetworkStep.Tcp && attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    private static string Port(DicomListener listener) => listener.LocalEndPoint.Port.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} (DCMTK) is not installed.");
            throw;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(process.ExitCode == 0, $"{program}: {await output} {errors}");
    }
}
