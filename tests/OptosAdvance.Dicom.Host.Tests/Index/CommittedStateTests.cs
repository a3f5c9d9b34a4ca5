using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class CommittedStateTests : IDisposable
{
    private const string Archive = "PACS1";

    private static readonly DateTimeOffset s_at = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static readonly Gen<(Act Act, int Instance, byte Version)> s_step =
        Gen.Select(Gen.Frequency((4, Gen.Const(Act.Put)), (5, Gen.Const(Act.Mark)), (2, Gen.Const(Act.Delete)), (1, Gen.Const(Act.DeleteStudy))), Gen.Int[0, 7], Gen.Byte[0, 2]);

    private static readonly Gen<(List<(Act, int, byte)> Steps, bool Commits)> s_transaction =
        Gen.Select(s_step.List[1, 12], Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))));

    private readonly TemporaryFolder _folder = new();

    private enum Act
    {
        Put,
        Mark,
        Delete,
        DeleteStudy,
    }

    [Fact]
    public void Whatever_happens_to_a_study_its_count_is_the_number_of_its_marks() =>
        s_transaction.List[1, 8].Sample(
            transactions =>
            {
                var path = _folder.Combine(Guid.NewGuid().ToString("N"));
                using var database = IndexDatabase.Open(path);
                using var index = new IndexWriter(database);
                var volume = index.EnsureVolume("token", "/somewhere");
                var model = new Dictionary<int, (byte Version, bool Committed)>();
                foreach (var (steps, commits) in transactions)
                {
                    var before = model.ToDictionary();
                    index.Begin();
                    foreach (var (act, instance, version) in steps)
                    {
                        Do(index, volume, model, act, instance, version);
                    }

                    if (commits)
                    {
                        index.Commit();
                    }
                    else
                    {
                        index.Rollback();
                        model = before;
                    }

                    AssertSame(database, model);
                }
            },
            iter: 150);

    [Fact]
    public async Task An_instance_is_committed_until_other_bytes_take_its_place()
    {
        await using var repository = new TestRepository(_folder.Path);
        var first = new SampleInstance();
        var second = first with { Instance = "1.2.3", Number = 2 };
        await repository.StoreAsync(first);
        await repository.StoreAsync(second);
        Assert.True(await MarkAsync(repository, first));
        var study = await GetAsync(repository, first);
        Assert.Equal((1, false), (study.Study.CommittedInstances, study.Study.IsCommitted));
        Assert.Equal([(s_at, Archive), (null, "")], study.Series[0].Instances.Select(instance => (instance.CommittedAt, instance.CommittedWith)));

        Assert.True(await MarkAsync(repository, second));
        Assert.True((await GetAsync(repository, first)).Study.IsCommitted);

        Assert.Equal(CommitOutcome.Unchanged, await repository.StoreAsync(first, "OTHER"));
        Assert.True((await GetAsync(repository, first)).Study.IsCommitted);

        await repository.StoreAsync(first with { Fill = 7 });
        study = await GetAsync(repository, first);
        Assert.Equal(1, study.Study.CommittedInstances);
        Assert.Null(study.Series[0].Instances[0].CommittedAt);
        Assert.Equal(Archive, study.Series[0].Instances[1].CommittedWith);
    }

    [Fact]
    public async Task What_is_not_there_or_has_other_bytes_is_not_marked()
    {
        await using var repository = new TestRepository(_folder.Path);
        var sample = new SampleInstance();
        Assert.False(await repository.Committer.ChangeIndexAsync(index => index.MarkCommitted(sample.Key, new StoredFile(1, 0, 0), s_at, Archive)));
        await repository.StoreAsync(sample);
        Assert.False(await repository.Committer.ChangeIndexAsync(index => index.MarkCommitted(sample.Key, new StoredFile(1, 0, 0), s_at, Archive)));
        Assert.Equal(0, (await GetAsync(repository, sample)).Study.CommittedInstances);
    }

    [Fact]
    public async Task Marks_survive_the_recovery_of_what_they_belong_to()
    {
        var sample = new SampleInstance();
        var other = sample with { Instance = "1.2.3", Number = 2 };
        await using (var crashed = new TestRepository(_folder.Path))
        {
            await crashed.StoreAsync(sample);
            await crashed.StoreAsync(other);
            await MarkAsync(crashed, sample);
            await MarkAsync(crashed, other);
            await crashed.StoreAsync(other with { Fill = 9 });
            crashed.Crash();
        }

        await using var repository = new TestRepository(_folder.Path);
        Assert.Equal(2, repository.Recovery.Indexed);
        var study = await GetAsync(repository, sample);
        Assert.Equal([Archive, ""], study.Series[0].Instances.Select(instance => instance.CommittedWith));
        Assert.Equal(1, study.Study.CommittedInstances);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<bool> MarkAsync(TestRepository repository, SampleInstance sample) =>
        repository.Committer.ChangeIndexAsync(index => index.MarkCommitted(sample.Key, index.Find(sample.Key)!.Value.File, s_at, Archive));

    private static async Task<Contracts.StudyDetail> GetAsync(TestRepository repository, SampleInstance sample) =>
        (await repository.Search.GetAsync(sample.Study, TestContext.Current.CancellationToken))!;

    private static void Do(IndexWriter index, long volume, Dictionary<int, (byte Version, bool Committed)> model, Act act, int instance, byte version)
    {
        switch (act)
        {
            case Act.Put:
                index.Put(Entry(instance, version), volume);
                model[instance] = (version, model.TryGetValue(instance, out var there) && there.Version == version && there.Committed);
                break;
            case Act.Mark:
                var isThere = model.TryGetValue(instance, out var held) && held.Version == version;
                Assert.Equal(isThere, index.MarkCommitted(Key(instance), File(version), s_at, Archive));
                if (isThere)
                {
                    model[instance] = (version, true);
                }

                break;
            case Act.Delete:
                index.DeleteInstance(Key(instance));
                model.Remove(instance);
                break;
            default:
                index.DeleteStudy(Key(instance).StudyInstanceUid);
                foreach (var gone in model.Keys.Where(other => Key(other).StudyInstanceUid == Key(instance).StudyInstanceUid).ToList())
                {
                    model.Remove(gone);
                }

                break;
        }
    }

    /// <summary>Eight instances in two studies of two series.</summary>
    private static InstanceKey Key(int instance) => new($"1.{instance / 4}", $"1.{instance / 2}.1", $"1.2.{instance}");

    private static StoredFile File(byte version) => new(1000 + version, 100, version);

    private static IndexEntry Entry(int instance, byte version) => new()
    {
        Content = new IndexedContent(
            new StudyAttributes { StudyInstanceUid = Key(instance).StudyInstanceUid },
            new SeriesAttributes { SeriesInstanceUid = Key(instance).SeriesInstanceUid },
            new InstanceAttributes { SopInstanceUid = Key(instance).SopInstanceUid, SopClassUid = "1.2", TransferSyntaxUid = "1.2.840.10008.1.2.1" }),
        File = File(version),
        ReceivedAt = s_at,
        Source = "CAMERA",
    };

    private static void AssertSame(IndexDatabase database, Dictionary<int, (byte Version, bool Committed)> model)
    {
        var instances = database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT uid, checksum, committed_at IS NOT NULL, committed_with IS NOT NULL FROM instances ORDER BY uid";
            using var reader = command.ExecuteReader();
            var rows = new List<(string, long, bool, bool)>();
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetBoolean(3)));
            }

            return rows;
        });
        Assert.Equal(model.OrderBy(each => each.Key).Select(each => (Key(each.Key).SopInstanceUid, (long)each.Value.Version, each.Value.Committed, each.Value.Committed)), instances);
        var studies = database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT uid, instances, committed FROM studies ORDER BY uid";
            using var reader = command.ExecuteReader();
            var rows = new List<(string, int, int)>();
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2)));
            }

            return rows;
        });
        Assert.Equal(
            model.GroupBy(each => Key(each.Key).StudyInstanceUid).OrderBy(each => each.Key).Select(each => (each.Key, each.Count(), each.Count(instance => instance.Value.Committed))),
            studies);
    }
}
