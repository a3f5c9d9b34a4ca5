using System.IO.Compression;
using System.IO.Pipelines;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class StorageTests
{
    [Fact]
    public async Task Stores_what_it_is_sent_byte_for_byte_and_tells_the_activity_log()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { PixelBytes = 1_000_000 };
        await using (var association = await appliance.ConnectAsync(sample))
        {
            Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
            Assert.True((await ReceivingAppliance.StoreAsync(association, sample with { Instance = "1.2.3" })).Status.IsSuccess);
            await association.ReleaseAsync(TestContext.Current.CancellationToken);
        }

        var path = await appliance.PathOfAsync(sample);
        var file = DicomFile.Open(path);
        Assert.Equal("CAMERA", file.MetaInformation!.SourceApplicationEntityTitle);
        Assert.Equal(sample.ToBytes(), DataSetOf(path));
        var study = await appliance.Search.FindOneAsync(sample.Study, TestContext.Current.CancellationToken);
        Assert.Equal(("Galton^Francis", 2), (study!.PatientName, study.Instances));
        await ReceivingAppliance.UntilAsync(() => appliance.Activity.Rows.Any(row => row.Kind == ActivityKind.Receive));
        var row = Assert.Single(appliance.Activity.Rows, row => row.Kind == ActivityKind.Receive);
        Assert.Equal((sample.Study, 2, "CAMERA", ActivityOutcome.Success), (row.StudyInstanceUid, row.Instances, row.Peer, row.Outcome));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    public async Task Reads_the_index_attributes_in_every_encoding(string syntax)
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { TransferSyntax = DicomTransferSyntax.Find(new DicomUid(syntax))! };
        await using var association = await appliance.ConnectAsync(sample);
        Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
        var detail = await appliance.Search.GetAsync(sample.Study, TestContext.Current.CancellationToken);
        var instance = Assert.Single(Assert.Single(detail!.Series).Instances);
        Assert.Equal((8, 8, syntax), (instance.Rows, instance.Columns, instance.TransferSyntaxUid));
    }

    [Fact]
    public async Task Stores_a_deflated_data_set_and_refuses_one_that_does_not_inflate()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { TransferSyntax = DicomTransferSyntax.DeflatedExplicitVRLittleEndian };
        using var deflated = new MemoryStream();
        using (var compressor = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            compressor.Write((sample with { TransferSyntax = DicomTransferSyntax.ExplicitVRLittleEndian }).ToBytes());
        }

        await using var association = await appliance.ConnectAsync(sample);
        Assert.True((await ReceivingAppliance.StoreAsync(association, sample, deflated.ToArray())).Status.IsSuccess);
        Assert.Equal(deflated.ToArray(), DataSetOf(await appliance.PathOfAsync(sample)));
        var broken = await ReceivingAppliance.StoreAsync(association, sample with { Instance = "1.2.3" }, deflated.ToArray()[..^20]);
        Assert.Equal(DimseStatus.CannotUnderstand, broken.Status);
        Assert.Single(appliance.StoredFiles());
        Assert.Empty(appliance.IncomingFiles());
    }

    public static TheoryData<string, byte[], ushort> Malformed()
    {
        var good = new SampleInstance { Instance = "1.2.3.4.5", Study = "1.2", Series = "1.3" };
        var bytes = good.ToBytes();
        var lying = bytes.ToArray();
        lying[^(good.PixelBytes + 4)] = 0xFF;
        lying[^(good.PixelBytes + 3)] = 0xFF;
        return new TheoryData<string, byte[], ushort>
        {
            { "truncated", bytes[..^10], 0xC000 },
            { "a length past the end", lying, 0xC000 },
            { "garbage", [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))], 0xC000 },
            { "empty", [], 0xA900 },
            { "another instance", (good with { Instance = "1.2.3.4.6" }).ToBytes(), 0xA900 },
            { "another class", (good with { SopClass = DicomUid.CTImageStorage }).ToBytes(), 0xA900 },
            { "no study", (good with { Study = "" }).ToBytes(), 0xA900 },
            { "no series", (good with { Series = "" }).ToBytes(), 0xA900 },
            { "a study that is a path", (good with { Study = "../../x" }).ToBytes(), 0xC000 },
        };
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Refuses_a_data_set_that_is_wrong_and_leaves_no_file(string what, byte[] bytes, ushort status)
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { Instance = "1.2.3.4.5" };
        await using var association = await appliance.ConnectAsync(sample);
        var response = await ReceivingAppliance.StoreAsync(association, sample, bytes);
        Assert.Equal(status, response.Status.Code);
        Assert.False(string.IsNullOrEmpty(response.ErrorComment), what);
        Assert.Empty(appliance.StoredFiles());
        Assert.Empty(appliance.IncomingFiles());

        // The association goes on.
        Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
        await association.ReleaseAsync(TestContext.Current.CancellationToken);
        await ReceivingAppliance.UntilAsync(() => appliance.Activity.Rows.Any(row => row.Outcome == ActivityOutcome.Failure));
    }

    [Fact]
    public async Task While_suspended_it_answers_echoes_and_refuses_to_store()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        appliance.Get<RepositoryState>().Suspend(SuspensionCause.CriticalWatermark, "Too little room.");
        var sample = new SampleInstance();
        await using var association = await appliance.ConnectAsync(sample);
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
        var response = await ReceivingAppliance.StoreAsync(association, sample);
        Assert.Equal((DimseStatus.OutOfResources, "Too little room."), (response.Status, response.ErrorComment));
        Assert.Equal(ServiceState.Suspended, appliance.Get<IRepositoryStatus>().State);
        appliance.Get<RepositoryState>().Clear(SuspensionCause.CriticalWatermark);
        Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
    }

    [Fact]
    public async Task What_is_under_way_when_storing_is_suspended_is_refused_and_its_association_goes_on()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { PixelBytes = 4 << 20 };
        await using var association = await appliance.ConnectAsync(sample);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20));
        var storing = association.CStoreAsync(
            new CStoreRequest { AffectedSopClassUid = sample.SopClass, AffectedSopInstanceUid = new DicomUid(sample.Instance) },
            association.FindContext(sample.SopClass),
            pipe.Reader,
            TestContext.Current.CancellationToken).AsTask();
        var bytes = sample.ToBytes();
        await pipe.Writer.WriteAsync(bytes.AsMemory(0, 2 << 20), TestContext.Current.CancellationToken);
        await ReceivingAppliance.UntilAsync(() => appliance.IncomingFiles().Length > 0);
        appliance.Get<RepositoryState>().Suspend(SuspensionCause.CriticalWatermark, "Too little room.");
        await pipe.Writer.WriteAsync(bytes.AsMemory(2 << 20), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(DimseStatus.OutOfResources, (await storing).Status);
        Assert.Empty(appliance.IncomingFiles());
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
    }

    [Fact]
    public async Task A_missing_marker_suspends_and_its_return_resumes()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var marker = Path.Combine(appliance.Volume.Root, RepositoryLayout.Marker);
        File.Move(marker, marker + ".away");
        await appliance.Get<RepositoryService>().WatchAsync();
        Assert.Equal(ServiceState.Suspended, appliance.Get<IRepositoryStatus>().State);
        File.Move(marker + ".away", marker);
        await appliance.Get<RepositoryService>().WatchAsync();
        Assert.Equal(ServiceState.Running, appliance.Get<IRepositoryStatus>().State);
    }

    [Fact]
    public async Task A_sender_that_goes_away_in_the_middle_leaves_nothing()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { PixelBytes = 2_000_000 };
        var association = await appliance.ConnectAsync(sample);
        var pipe = new Pipe();
        var storing = association.CStoreAsync(
            new CStoreRequest { AffectedSopClassUid = sample.SopClass, AffectedSopInstanceUid = new DicomUid(sample.Instance) },
            association.FindContext(sample.SopClass),
            pipe.Reader,
            TestContext.Current.CancellationToken).AsTask();
        await pipe.Writer.WriteAsync(sample.ToBytes().AsMemory(0, 400_000), TestContext.Current.CancellationToken);
        await ReceivingAppliance.UntilAsync(() => appliance.IncomingFiles().Length == 1);
        association.Abort();
        await pipe.Writer.CompleteAsync(new IOException("The camera was switched off."));
        await Assert.ThrowsAnyAsync<Exception>(() => storing);
        await association.DisposeAsync();
        await ReceivingAppliance.UntilAsync(() => appliance.IncomingFiles().Length == 0);
        Assert.Empty(appliance.StoredFiles());
    }

    [Fact]
    public async Task Takes_the_first_transfer_syntax_offered_and_no_class_that_is_not_stored()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        await using var association = await DicomAssociation.ConnectAsync(
            new AssociationOptions
            {
                CallingAETitle = "CAMERA",
                CalledAETitle = "OPTOSADVANCE",
                HostName = "127.0.0.1",
                Port = appliance.Port,
                PresentationContexts =
                [
                    new PresentationContext(DicomUid.CTImageStorage, DicomTransferSyntax.JPEGBaseline8Bit.Uid, DicomTransferSyntax.ExplicitVRLittleEndian.Uid),
                    new PresentationContext(DicomUid.CTImageStorage, new DicomUid("1.2.3.4"), DicomTransferSyntax.ImplicitVRLittleEndian.Uid),
                    new PresentationContext(DicomUid.CTImageStorage, new DicomUid("1.2.3.4")),
                    new PresentationContext(DicomUid.ModalityWorklistInformationModelFind, DicomTransferSyntax.ImplicitVRLittleEndian.Uid),
                ],
                RoleSelections = [new RoleSelection(DicomUid.CTImageStorage, true, true)],
            },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            [PresentationContextResult.Acceptance, PresentationContextResult.Acceptance, PresentationContextResult.TransferSyntaxesNotSupported, PresentationContextResult.AbstractSyntaxNotSupported],
            association.NegotiatedContexts.Select(context => context.Result));
        Assert.Equal(
            [DicomTransferSyntax.JPEGBaseline8Bit.Uid, DicomTransferSyntax.ImplicitVRLittleEndian.Uid],
            association.NegotiatedContexts.Take(2).Select(context => context.TransferSyntax));
        Assert.All(association.NegotiatedContexts.Take(2), context => Assert.True(context is { IsLocalScu: true, IsLocalScp: false }));
    }

    [Fact]
    public async Task Takes_a_private_class_only_when_told_to()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { SopClass = new DicomUid("1.2.276.0.99.1") };
        await using (var association = await appliance.ConnectAsync(sample))
        {
            Assert.False(association.NegotiatedContexts[1].IsAccepted);
        }

        await appliance.ChangeLocalAEAsync(change => change.With(local => local.AcceptPrivateSopClasses, true));
        await using (var association = await appliance.ConnectAsync(sample))
        {
            Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
        }
    }

    internal static int HeaderLengthOf(string path)
    {
        using var stream = File.OpenRead(path);
        return (int)DicomFileHeader.Read(stream).DataSetPosition;
    }

    private static byte[] DataSetOf(string path) => File.ReadAllBytes(path)[HeaderLengthOf(path)..];
}
