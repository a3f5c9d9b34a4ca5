namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Leaves in the folder "after" what a repository in the folder "before" would have after a power cut, or less.</summary>
internal sealed class PowerCut(TemporaryFolder folder)
{
    /// <summary>Undoes what was not flushed when the last of them was acknowledged: renames, and entries of the log after the first few.</summary>
    /// <returns>Where the files wait.</returns>
    public List<string> BringBack(List<SampleInstance> samples, int entriesLeft)
    {
        var names = TemporaryNames();
        var path = folder.Combine("after", "repository", RepositoryLayout.Log);
        using (var log = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
        {
            var position = 16L;
            var header = new byte[IngestLogFrame.HeaderLength];
            for (var entry = 0; entry < entriesLeft; entry++)
            {
                IngestLogReader.ReadExactly(log, header, position);
                position += IngestLogFrame.Read(header).Length;
            }

            RandomAccess.Write(log, new byte[IngestLogFrame.HeaderLength], position);
        }

        return samples.Zip(names, (sample, name) =>
        {
            var waiting = folder.Combine("after", "repository", RepositoryLayout.Incoming, name);
            File.Move(PathOf(sample), waiting);
            return waiting;
        }).ToList();
    }

    /// <summary>Stores, and takes the folder as it is before anything else is flushed.</summary>
    public async Task CutAsync(IEnumerable<SampleInstance> samples)
    {
        await using var repository = new TestRepository(folder.Combine("before"));
        foreach (var sample in samples)
        {
            await repository.StoreAsync(sample);
        }

        await repository.Committer.WhenIndexed();
        TemporaryFolder.Copy(folder.Combine("before"), folder.Combine("after"));
    }

    /// <summary>As <see cref="CutAsync"/>, after the first was made durable in its place.</summary>
    public async Task CutWhileReplacedAsync(SampleInstance first, IEnumerable<SampleInstance> then)
    {
        await using var repository = new TestRepository(folder.Combine("before"));
        await repository.StoreAsync(first);
        await repository.Committer.CheckpointAsync();
        foreach (var sample in then)
        {
            await repository.StoreAsync(sample);
        }

        await repository.Committer.WhenIndexed();
        TemporaryFolder.Copy(folder.Combine("before"), folder.Combine("after"));
    }

    public string PathOf(SampleInstance sample) => folder.Combine("after", "repository", RepositoryLayout.InstanceFile(sample.Key));

    public byte[] HeaderOf(SampleInstance sample, string root)
    {
        var bytes = File.ReadAllBytes(folder.Combine(root, "repository", RepositoryLayout.InstanceFile(sample.Key)));
        return bytes[..^sample.ToBytes().Length];
    }

    public List<string> TemporaryNames()
    {
        using var log = new IngestLog(folder.Combine("after", "repository", RepositoryLayout.Log));
        return [.. log.ReadAll().OfType<StoreRecord>().Select(record => record.TemporaryName)];
    }

    /// <summary>The transactions since the last checkpoint.</summary>
    public void LoseIndex()
    {
        foreach (var file in Directory.GetFiles(folder.Combine("after"), "index.db-*"))
        {
            File.Delete(file);
        }
    }
}
