using System.Buffers;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A peer that leaves out of a C-GET what it finds no context for, counts that nowhere, and calls it a success.</summary>
public sealed class SilentPeerTests
{
    /// <summary>The modality says measurements, and the series has captured screens.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_peer_keeps_quiet_about_is_asked_for_and_else_named(bool hasAll)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var instances = TestInstance.Study(3, 1000);
        var sent = hasAll ? instances : [.. instances.Take(2)];
        await using var peer = new OwnScp { Find = (_, keys, _) => FindAsync(keys, instances), Get = (_, context, token) => GetAsync(sent, context, token) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);

        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = instances[0].StudyInstanceUid, Method = RetrieveMethod.Get });

        Assert.Equal((hasAll, sent.Count, instances.Count - sent.Count), (result.Success, result.Completed, result.Failed));
        Assert.Equal(instances.Skip(sent.Count).Select(each => each.SopInstanceUid), result.FailedSopInstanceUid);
        Assert.Equal(sent.Select(each => each.SopInstanceUid).Order(), (await host.InstancesAsync(instances[0].StudyInstanceUid)).Keys.Order());
        Assert.Equal(hasAll, result.RecommendedAction is null);
    }

    private static async IAsyncEnumerable<CFindResponse> FindAsync(DicomDataset keys, IReadOnlyList<TestInstance> instances)
    {
        await Task.CompletedTask;
        var isSeries = keys.GetString(DicomTag.QueryRetrieveLevel)!.Trim() == "SERIES";
        foreach (var instance in isSeries ? instances.Take(1) : instances)
        {
            var answer = new DicomDataset();
            answer.Set(DicomTag.SeriesInstanceUID, instance.SeriesInstanceUid);
            if (isSeries)
            {
                answer.Set(DicomTag.Modality, "OAM");
                answer.Set(DicomTag.NumberOfSeriesRelatedInstances, "3");
            }
            else
            {
                answer.Set(DicomTag.SOPInstanceUID, instance.SopInstanceUid);
                answer.Set(DicomTag.SOPClassUID, TestInstance.SopClassUid);
            }

            yield return new CFindResponse(DimseStatus.Pending) { Identifier = answer };
        }

        yield return new CFindResponse(DimseStatus.Success);
    }

    private static async IAsyncEnumerable<CGetResponse> GetAsync(
        IReadOnlyList<TestInstance> instances, DimseContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ushort done = 0;
        var sopClass = new DicomUid(TestInstance.SopClassUid);
        foreach (var instance in instances.Where(_ => context.Peer.FindContext(sopClass) is not null))
        {
            var request = new CStoreRequest { AffectedSopClassUid = sopClass, AffectedSopInstanceUid = new DicomUid(instance.SopInstanceUid) };
            Assert.Equal(DimseStatus.Success, (await context.Peer.CStoreAsync(request, null, new ReadOnlySequence<byte>(instance.DataSet()), cancellationToken)).Status);
            done++;
        }

        yield return new CGetResponse(DimseStatus.Success) { Completed = done, Failed = 0, Warning = 0 };
    }
}
