using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ImportExportTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;

    public ImportExportTests() => _repository = new TestRepository(_folder.Combine("data"));

    [Fact]
    public async Task Imports_folders_with_an_error_for_each_bad_file_and_no_word_on_what_is_not_dicom()
    {
        var good = new SampleInstance();
        WriteFile("in/a.dcm", good);
        WriteFile("in/deep/er/b", good with { Instance = "1.2.3" });
        WriteFile("in/bad.dcm", good with { Instance = "1.2.4" }, isWhole: false);
        await File.WriteAllTextAsync(_folder.Combine("in", "readme.txt"), "Not an image.", TestContext.Current.CancellationToken);
        var events = await ImportAsync(new ImportRequest { Paths = [_folder.Combine("in")] });
        Assert.Equal((4, 4, 2, 1), (events[^1].FilesDone, events[^1].FilesTotal, events[^1].Imported, events[^1].Failed));
        Assert.EndsWith("bad.dcm", Assert.Single(events, step => step.Error is not null).Path, StringComparison.Ordinal);
        Assert.EndsWith("readme.txt", Assert.Single(events, step => step.Skipped).Path, StringComparison.Ordinal);
        var study = await _repository.FindAsync(good.Study);
        Assert.Equal((2, "Import"), (study!.Instances, study.Source));
        Assert.Empty(_repository.IncomingEntries());
        Assert.Contains(_repository.Activity.Rows, row => row.Kind == ActivityKind.Import && row.Instances == 2 && row.Outcome == ActivityOutcome.Warning);
    }

    [Fact]
    public async Task Does_not_descend_when_told_so()
    {
        WriteFile("in/a.dcm", new SampleInstance());
        WriteFile("in/deep/b.dcm", new SampleInstance());
        var events = await ImportAsync(new ImportRequest { Paths = [_folder.Combine("in")], Recurse = false });
        Assert.Equal(1, events[^1].Imported);
    }

    [Fact]
    public async Task A_file_that_was_named_and_is_not_dicom_is_an_error()
    {
        var path = _folder.Combine("note.txt");
        await File.WriteAllTextAsync(path, "Not an image.", TestContext.Current.CancellationToken);
        Assert.NotNull((await ImportAsync(new ImportRequest { Paths = [path] }))[0].Error);
    }

    [Theory]
    [InlineData("relative/path", ErrorIds.InvalidArgument)]
    [InlineData("/nowhere/at/all", ErrorIds.PathUnavailable)]
    public async Task A_path_that_is_wrong_is_refused(string path, string id)
    {
        if (OperatingSystem.IsWindows() && id == ErrorIds.PathUnavailable)
        {
            path = @"C:\nowhere\at\all";
        }

        var error = await Assert.ThrowsAsync<ControlException>(() => ImportAsync(new ImportRequest { Paths = [path] }));
        Assert.Equal(id, error.Error.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_imported_comes_out_byte_for_byte(bool asMedia)
    {
        var samples = Enumerable.Range(0, 5).Select(i => new SampleInstance
        {
            Study = "1.2." + (i % 2),
            Series = "1.2." + (i % 2) + ".1",
            Number = i,
            Fill = (byte)i,
            TransferSyntax = i % 2 == 0 ? DicomTransferSyntax.ImplicitVRLittleEndian : DicomTransferSyntax.ExplicitVRBigEndian,
        }).ToList();
        for (var i = 0; i < samples.Count; i++)
        {
            WriteFile($"in/{i}.dcm", samples[i]);
        }

        await ImportAsync(new ImportRequest { Paths = [_folder.Combine("in")] });
        var request = new ExportRequest { StudyInstanceUids = ["1.2.0", "1.2.1"], Destination = _folder.Combine("out"), AsMedia = asMedia };
        var events = await ExportAsync(request);
        Assert.Equal((5, 5, 0), (events[^1].Done, events[^1].Total, events[^1].Failed));
        foreach (var sample in samples)
        {
            var path = Assert.Single(events, step => step.SopInstanceUid == sample.Instance).Path!;
            using var stream = File.OpenRead(path);
            var header = DicomFileHeader.Read(stream);
            Assert.Equal(sample.TransferSyntax, header.TransferSyntax);
            var bytes = new byte[stream.Length - stream.Position];
            stream.ReadExactly(bytes);
            Assert.Equal(sample.ToBytes(), bytes);
        }

        Assert.Equal(asMedia, File.Exists(_folder.Combine("out", "DICOMDIR")));
        if (asMedia)
        {
            var directory = DicomFile.Open(_folder.Combine("out", "DICOMDIR"));
            var records = directory.Dataset.GetSequence(DicomTag.DirectoryRecordSequence)!;
            Assert.Equal(5, records.Items.Count(record => record.GetString(DicomTag.DirectoryRecordType) == "IMAGE"));
        }
        else
        {
            Assert.True(File.Exists(_folder.Combine("out", samples[0].Study, samples[0].Series, samples[0].Instance + ".dcm")));
        }
    }

    [Fact]
    public async Task Replaces_no_file_unless_it_is_forced_to()
    {
        var sample = new SampleInstance();
        await _repository.StoreAsync(sample);
        var request = new ExportRequest { StudyInstanceUids = [sample.Study], Destination = _folder.Combine("out") };
        Assert.Equal(0, (await ExportAsync(request))[^1].Failed);
        Assert.Equal(1, (await ExportAsync(request))[^1].Failed);
        Assert.Equal(0, (await ExportAsync(request with { Force = true }))[^1].Failed);
        await ExportAsync(request with { Destination = _folder.Combine("media"), AsMedia = true });
        var error = await Assert.ThrowsAsync<ControlException>(() => ExportAsync(request with { Destination = _folder.Combine("media"), AsMedia = true }));
        Assert.Equal(ErrorIds.PathUnavailable, error.Error.Id);
    }

    [Fact]
    public async Task Tells_of_a_stored_file_that_is_damaged_and_exports_the_rest()
    {
        var sample = new SampleInstance();
        await _repository.StoreAsync(sample);
        await _repository.StoreAsync(sample with { Instance = "1.2.3" });
        var path = _repository.Volume.PathOf(sample.Key);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^1] ^= 0xFF;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var events = await ExportAsync(new ExportRequest { StudyInstanceUids = [sample.Study], Destination = _folder.Combine("out") });
        var failed = Assert.Single(events, step => step.Error is not null);
        Assert.Equal(sample.Instance, failed.SopInstanceUid);
        Assert.False(File.Exists(failed.Path));
        Assert.Single(Directory.GetFiles(_folder.Combine("out"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Records_who_took_what_out_also_when_the_export_is_stopped()
    {
        var sample = new SampleInstance();
        await _repository.StoreAsync(sample);
        await _repository.StoreAsync(sample with { Instance = "1.2.3" });
        var request = new ExportRequest { StudyInstanceUids = [sample.Study], Destination = _folder.Combine("out") };
        await foreach (var step in _repository.Export.ExportAsync(request, "tester", TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, step.Done);
            break;
        }

        var row = Assert.Single(_repository.Activity.Rows, row => row.Kind == ActivityKind.Export);
        Assert.Equal(("tester", 1, ActivityOutcome.Warning), (row.Peer, row.Instances, row.Outcome));
        Assert.StartsWith("Exported 1 of 2 instances", row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_that_is_not_there_is_an_error() =>
        Assert.Equal(
            ErrorIds.NotFound,
            (await Assert.ThrowsAsync<ControlException>(
                () => ExportAsync(new ExportRequest { StudyInstanceUids = ["1.2.3"], Destination = _folder.Combine("out") }))).Error.Id);

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        _folder.Dispose();
    }

    private void WriteFile(string name, SampleInstance sample, bool isWhole = true)
    {
        var path = _folder.Combine(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        new DicomFileMetaInformation(sample.SopClass, new DicomUid(sample.Instance), sample.TransferSyntax.Uid).Write(stream);
        var bytes = sample.ToBytes();
        stream.Write(isWhole ? bytes : bytes.AsSpan(0, bytes.Length - 7));
    }

    private async Task<List<ImportEvent>> ImportAsync(ImportRequest request) =>
        await _repository.Import.ImportAsync(request, "tester", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    private async Task<List<ExportEvent>> ExportAsync(ExportRequest request) =>
        await _repository.Export.ExportAsync(request, "tester", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
