using System.Buffers;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpaceGuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FixedVolume _volume = new();

    [Fact]
    public async Task Suspends_below_critical_and_resumes_only_at_low()
    {
        await using var repository = Open();
        long free = 60;
        _volume.Free = _ => free;
        AssertRunning(repository, true);
        free = 49;
        AssertRunning(repository, false);
        Assert.Contains("4.9%", repository.State.Reason, StringComparison.Ordinal);
        Assert.Contains("critical watermark of 5%", repository.State.Reason, StringComparison.Ordinal);
        free = 50;
        AssertRunning(repository, false);
        free = 99;
        AssertRunning(repository, false);
        free = 100;
        AssertRunning(repository, true);
    }

    [Fact]
    public async Task Resumes_a_little_above_critical_when_purging_cannot_help()
    {
        await using var repository = Open();
        long free = 40;
        _volume.Free = _ => free;
        AssertRunning(repository, false);
        free = 61;
        AssertRunning(repository, false, cannotPurge: true);
        free = 62;
        AssertRunning(repository, true, cannotPurge: true);
        free = 51;
        AssertRunning(repository, true, cannotPurge: true);
    }

    [Fact]
    public async Task One_suspension_is_one_row_and_one_change_however_often_it_is_checked()
    {
        await using var repository = Open();
        var changes = new List<string?>();
        repository.State.SuspensionChanged = changes.Add;
        long free = 40;
        _volume.Free = _ => free;
        for (var i = 0; i < 5; i++)
        {
            free--;
            repository.Space.Check();
        }

        repository.State.Suspend(SuspensionCause.WriteFailed, "The volume of the repository is full.");
        repository.State.Clear(SuspensionCause.WriteFailed);
        free = 500;
        repository.Space.Check();
        Assert.Equal(2, changes.Count);
        Assert.NotNull(changes[0]);
        Assert.Null(changes[1]);
        Assert.Equal(2, repository.Activity.Rows.Count(row => row.Message.StartsWith("Storage ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_volume_of_the_data_directory_is_watched_as_well()
    {
        await using var repository = Open();
        var data = _folder.Path;
        var dataFree = 1000L;
        _volume.Name = path => path == data ? "data" : "images";
        _volume.Free = path => path == data ? dataFree : 1000;
        AssertRunning(repository, true);
        dataFree = 49;
        AssertRunning(repository, false);
        Assert.Contains(data, repository.State.Reason, StringComparison.Ordinal);
        dataFree = 62;
        AssertRunning(repository, true);
        Assert.Equal(["Repository", "Data"], repository.Space.MeasureAll().Select(volume => volume.Use));
    }

    [Fact]
    public void A_size_that_is_meant_for_the_repository_does_not_suspend_for_a_small_volume_of_the_data_directory()
    {
        var settings = new RepositorySettings
        {
            CriticalWatermark = DiskWatermark.Parse("500GB"),
            LowWatermark = DiskWatermark.Parse("600GB"),
            HighWatermark = DiskWatermark.Parse("700GB"),
        };
        var marks = SpaceMarks.OfOther(settings, 100L << 30);
        Assert.Equal(5L << 30, marks.Critical);
        Assert.True(marks.Resume > marks.Critical && marks.Low > marks.Critical);
    }

    [Fact]
    public async Task Without_its_marker_nothing_is_concluded_from_the_volume_below()
    {
        await using var repository = Open();
        _volume.Free = static _ => 0;
        File.Delete(Path.Combine(repository.Volume.Root, RepositoryLayout.Marker));
        Assert.Null(repository.Space.Check());
        Assert.True(repository.State.IsRunning);
    }

    [Fact]
    public async Task What_comes_in_at_the_same_time_stops_above_the_critical_mark_and_leaves_nothing()
    {
        // Free space is what the files of the repository leave of 4 MB; the critical mark is at 2 MB.
        _volume.Total = 4 << 20;
        await using var repository = Open("50%", "60%", "70%");
        _volume.Free = _ => (4 << 20) - Used(repository);
        repository.Space.Check();
        var senders = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Send(repository, 1 << 20))).ToArray();
        var refused = (await Task.WhenAll(senders)).Where(static e => e is not null).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, e => Assert.True(e!.IsOutOfResources));
        Assert.False(repository.State.IsRunning);
        Assert.Contains("critical watermark of 50%", repository.State.Reason, StringComparison.Ordinal);
        Assert.Equal(0, repository.Space.Budget.Reserved);
        Assert.Empty(repository.IncomingEntries());
    }

    [Fact]
    public async Task Spare_files_go_when_their_room_is_wanted_and_nothing_is_suspended()
    {
        await using var repository = Open();
        _volume.Free = _ => repository.Volume.Spares.Bytes > 0 ? 40 : 200;
        repository.LayIn(600_000, 2);
        AssertRunning(repository, true);
        Assert.Equal((0, 0), (repository.Volume.Spares.Bytes, Directory.GetFiles(repository.Volume.SpareFolder).Length));

        // Above the low mark they stay, until what comes in wants more than is left above the critical one.
        _volume.Free = _ => repository.Volume.Spares.Bytes > 0 ? 120 : 200;
        repository.LayIn(600_000, 2);
        AssertRunning(repository, true);
        Assert.True(repository.Space.TryReserve(70));
        Assert.NotEqual(0, repository.Volume.Spares.Bytes);
        Assert.True(repository.Space.TryReserve(80));
        Assert.Equal((0, 0), (repository.Volume.Spares.Bytes, Directory.GetFiles(repository.Volume.SpareFolder).Length));
        Assert.False(repository.Space.TryReserve(1));
    }

    [Fact]
    public async Task What_is_under_way_is_refused_when_storing_is_suspended()
    {
        await using var repository = Open();
        using var incoming = repository.Storage.CreateIncoming(
            DicomUid.OphthalmicPhotography8BitImageStorage, DicomUid.NewUid(), DicomTransferSyntax.ExplicitVRLittleEndian, "CAMERA");
        incoming.Append(new ReadOnlySequence<byte>(new byte[10]));
        _volume.Free = static _ => 10;
        repository.Space.Check();
        var refused = Assert.Throws<StorageRefusedException>(() => incoming.Append(new ReadOnlySequence<byte>(new byte[10])));
        Assert.True(refused.IsOutOfResources);
    }

    public void Dispose() => _folder.Dispose();

    private static StorageRefusedException? Send(TestRepository repository, int length)
    {
        try
        {
            using var incoming = repository.Storage.CreateIncoming(
                DicomUid.OphthalmicPhotography8BitImageStorage, DicomUid.NewUid(), DicomTransferSyntax.ExplicitVRLittleEndian, "CAMERA");
            for (var sent = 0; sent < length; sent += 1 << 14)
            {
                incoming.Append(new ReadOnlySequence<byte>(new byte[1 << 14]));
                Assert.True((4 << 20) - Used(repository) >= 2 << 20, "Below the critical mark.");
                Thread.Yield();
            }

            return null;
        }
        catch (StorageRefusedException refused)
        {
            return refused;
        }
    }

    private static long Used(TestRepository repository) =>
        new DirectoryInfo(repository.Volume.IncomingFolder).EnumerateFiles().Sum(static file => file.Exists ? file.Length : 0);

    private static void AssertRunning(TestRepository repository, bool isRunning, bool cannotPurge = false)
    {
        Assert.NotNull(repository.Space.Check(cannotPurge));
        Assert.Equal(isRunning, repository.State.IsRunning);
    }

    private TestRepository Open(string critical = "5%", string low = "10%", string high = "15%")
    {
        var repository = new TestRepository(_folder.Path, probe: _volume);
        repository.Settings.Current = repository.Settings.Current with
        {
            Repository = repository.Settings.Current.Repository with
            {
                CriticalWatermark = DiskWatermark.Parse(critical),
                LowWatermark = DiskWatermark.Parse(low),
                HighWatermark = DiskWatermark.Parse(high),
            },
        };
        return repository;
    }
}
