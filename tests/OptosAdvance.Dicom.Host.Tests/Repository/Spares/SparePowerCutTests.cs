namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What a power cut leaves of an instance that came into a spare file, when its rename, its entry in the log, or both did not reach the disk.</summary>
public sealed class SparePowerCutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PowerCut _cut;

    public SparePowerCutTests() => _cut = new PowerCut(_folder);

    public enum Damage
    {
        None,
        EntryLost,
        MarkLost,
        CutAlready,
        ContentAndEntryLost,
        MarkAndEntryLost,
    }

    [Theory]
    [InlineData(Damage.None, true)]
    [InlineData(Damage.EntryLost, true)]
    [InlineData(Damage.MarkLost, true)]
    [InlineData(Damage.CutAlready, true)]
    [InlineData(Damage.ContentAndEntryLost, false)]
    [InlineData(Damage.MarkAndEntryLost, false)]
    public async Task Is_found_by_its_entry_or_by_its_mark(Damage damage, bool isThere)
    {
        var sample = new SampleInstance { PixelBytes = 700_000, Fill = 7 };
        var length = await CutAsync(sample);
        var waiting = Assert.Single(Directory.GetFiles(SpareFolder), file => Path.GetFileName(file) == _cut.TemporaryNames()[0]);
        using (var file = File.OpenHandle(waiting, FileMode.Open, FileAccess.ReadWrite))
        {
            Assert.NotNull(SpareMark.Read(file));
            switch (damage)
            {
                case Damage.MarkLost or Damage.MarkAndEntryLost:
                    RandomAccess.Write(file, new byte[SpareMark.Reserved], RandomAccess.GetLength(file) - SpareMark.Reserved);
                    break;
                case Damage.ContentAndEntryLost:
                    RandomAccess.Write(file, new byte[4096], 400_000);
                    break;
                case Damage.CutAlready:
                    RandomAccess.SetLength(file, length);
                    break;
            }
        }

        if (damage is Damage.EntryLost or Damage.ContentAndEntryLost or Damage.MarkAndEntryLost)
        {
            _cut.BringBack([], 0);
        }

        _cut.LoseIndex();
        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(isThere, await after.FindAsync(sample.Study) is not null);
        Assert.Equal(isThere ? 1 : 0, after.StoredFiles().Length);
        Assert.Empty(after.IncomingEntries());
        if (isThere)
        {
            Assert.Equal(sample.ToBytes(), after.ReadDataSet(sample));
        }
    }

    /// <summary>The power goes once more, when the file has been cut and not moved.</summary>
    [Fact]
    public async Task Is_found_though_its_recovery_was_cut_off()
    {
        var sample = new SampleInstance { PixelBytes = 700_000, Fill = 7 };
        var length = await CutAsync(sample);
        _cut.BringBack([], 0);
        _cut.LoseIndex();
        using (var volume = StorageVolume.OpenExisting(_folder.Combine("after", "repository"))!)
        {
            SpareRecovery.Run(volume, []);
            Assert.Single(Directory.GetFiles(SpareFolder), file => new FileInfo(file).Length == length);
            SpareRecovery.Run(volume, []);
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(sample.ToBytes(), after.ReadDataSet(sample));
        Assert.NotNull(await after.FindAsync(sample.Study));
        Assert.Empty(after.IncomingEntries());
    }

    public void Dispose() => _folder.Dispose();

    private string SpareFolder => _folder.Combine("after", "repository", RepositoryLayout.Spare);

    /// <summary>Stores it, and takes the folder as it is when it is acknowledged; others of the stock lie beside it.</summary>
    /// <returns>Length of its file.</returns>
    private async Task<long> CutAsync(SampleInstance sample)
    {
        await using var repository = new TestRepository(_folder.Combine("before"));
        Assert.SkipUnless(repository.Volume.CanHaveSpares, "The file system keeps no marks.");
        repository.LayIn(sample.PixelBytes, 3);
        repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Moved)
            {
                TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
            }
        };
        await repository.StoreAsync(sample);
        await repository.Committer.WhenIndexed();
        Assert.Equal(3, Directory.GetFiles(SpareFolder).Length);
        return new FileInfo(repository.Volume.PathOf(sample.Key)).Length;
    }
}
