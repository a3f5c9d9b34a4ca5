using System.Diagnostics;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Faults.Tests;

[Collection(OneAtATime.Name)]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const long Limit = 200L << 20;

    [Fact]
    public async Task Two_gigabytes_and_eight_large_images_at_once_stay_below_200_MB()
    {
        ProcessMemory.Require();
        using var folder = new TemporaryFolder();
        Assert.SkipUnless(new DriveInfo(folder.Path).AvailableFreeSpace > 4L << 30, "There are less than 4 GB of room for temporary files.");
        await using var host = await HostProcess.StartAsync(folder);
        var clock = Stopwatch.StartNew();
        (TestInstance Instance, int Frames)[] images =
            [(TestInstance.Study(1, 0)[0], 2048), .. TestInstance.Study(8, 0).Select(instance => (instance, 36))];

        await Task.WhenAll(images.Select((image, camera) => Task.Run(async () =>
        {
            await using var association = await DicomAssociation.ConnectAsync(
                OwnScu.Options(host.Port, HostProcess.AETitle, "CAMERA" + camera) with { ResponseTimeout = TimeSpan.FromMinutes(5) },
                cancellationToken: TestContext.Current.CancellationToken);
            using var dataSet = new GeneratedImage(image.Instance, image.Frames);
            var response = await OwnScu.StoreAsync(association, TestInstance.SopClassUid, image.Instance.SopInstanceUid, dataSet);
            Assert.Equal(DimseStatus.Success, response.Status);
            await association.ReleaseAsync(TestContext.Current.CancellationToken);
        })));

        var took = clock.Elapsed;
        var peak = ProcessMemory.Peak(host.Process.Id);
        output.WriteLine($"received in {took.TotalSeconds:F1} s, resident {peak >> 20} MB at most");
        Assert.True(peak < Limit, $"{peak >> 20} MB were resident.");
        foreach (var (instance, frames) in images)
        {
            var detail = Assert.Single(await host.InstancesAsync(instance.StudyInstanceUid), one => one.Key == instance.SopInstanceUid).Value;
            using var expected = new GeneratedImage(instance, frames);
            StoredFile.AssertHolds(Path.Combine(host.RepositoryPath, detail.Path), expected);
        }
    }
}
