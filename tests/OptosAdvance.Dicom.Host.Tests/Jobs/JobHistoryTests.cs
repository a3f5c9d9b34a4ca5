using System.Collections.Concurrent;
using CsCheck;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Random lives of the queue: jobs given, stopped and resumed, attempts that break half-way, and the power that fails in between.</summary>
public sealed class JobHistoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_instance_arrives_and_none_twice_whose_result_was_written()
    {
        var step = Gen.Frequency(
            (5, Gen.Select(Gen.Int[1, 12], Gen.Int[1, 3], (instances, destination) => new Step(StepKind.Enqueue, instances, destination))),
            (2, Gen.Int[1, 6].Select(job => new Step(StepKind.Stop, job, 0))),
            (2, Gen.Int[1, 6].Select(job => new Step(StepKind.Resume, job, 0))),
            (2, Gen.Int[0, 3].Select(delay => new Step(StepKind.PowerCut, delay, 0))));
        Gen.Select(step.Array[3, 10], Gen.Int).Sample((steps, seed) => LiveAsync(steps, seed).GetAwaiter().GetResult(), iter: 25, threads: 1);
    }

    private static async Task LiveAsync(Step[] steps, int seed)
    {
        using var folder = new TemporaryFolder();
        var life = new Life(folder, seed);
        await life.BeginAsync();
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case StepKind.Enqueue:
                    await life.EnqueueAsync(step.Number, step.Destination);
                    break;
                case StepKind.Stop:
                    await life.TryAsync(queue => queue.StopAsync(step.Number, "test", Cancellation));
                    break;
                case StepKind.Resume:
                    await life.TryAsync(queue => queue.ResumeAsync(step.Number, "test", Cancellation));
                    break;
                default:
                    await Task.Delay(step.Number, Cancellation);
                    await life.CutPowerAsync();
                    break;
            }
        }

        await life.FinishAsync();
    }

    private enum StepKind
    {
        Enqueue,
        Stop,
        Resume,
        PowerCut,
    }

    private sealed record Step(StepKind Kind, int Number, int Destination);

    /// <summary>A queue over several lives of the host, and the servers that it sends to.</summary>
    private sealed class Life(TemporaryFolder folder, int seed)
    {
        private static readonly string[] s_files = ["jobs.db", "jobs.db-wal"];
        private readonly ConcurrentDictionary<string, int> _received = new();
        private readonly Random _random = new(seed);
        private readonly List<JobBench> _past = [];
        private JobBench _bench = null!;
        private int _generation;
        private int _studies;
        private bool _isWell;

        public async Task BeginAsync() => _bench = await StartAsync();

        public async Task EnqueueAsync(int instances, int destination) =>
            await _bench.EnqueueAsync(instances, $"PACS{destination}", study: $"1.2.{++_studies}");

        /// <summary>A job that is not there, or not in the right state, is refused.</summary>
        public async Task TryAsync(Func<JobQueue, Task<OutboundJob>> request)
        {
            try
            {
                await request(_bench.Queue);
            }
            catch (ControlException)
            {
                // As it should be.
            }
        }

        /// <summary>What is in the files at this moment is what the next life finds.</summary>
        public async Task CutPowerAsync()
        {
            var from = FolderOf(_generation);
            _past.Add(_bench);
            Interlocked.Increment(ref _generation);
            var to = FolderOf(_generation);
            Directory.CreateDirectory(to);

            // So few changes need no checkpoint: the log has all of them, whole up to its last commit.
            foreach (var file in s_files.Where(name => File.Exists(Path.Combine(from, name))))
            {
                File.Copy(Path.Combine(from, file), Path.Combine(to, file));
            }

            var written = Written(to);
            var before = written.ToDictionary(static uid => uid, uid => _received[uid]);
            _bench = await StartAsync();
            await Task.Delay(20, Cancellation);
            Assert.All(before, pair => Assert.Equal(pair.Value, _received[pair.Key]));
        }

        public async Task FinishAsync()
        {
            Volatile.Write(ref _isWell, true);
            foreach (var job in await _bench.Queue.ListAsync(new JobQuery { State = [JobState.Cancelled] }, Cancellation))
            {
                await _bench.Queue.ResumeAsync(job.Id, "test", Cancellation);
            }

            foreach (var job in await _bench.Queue.ListAsync(new JobQuery(), Cancellation))
            {
                var over = await _bench.WhenOverAsync(job.Id);
                Assert.Equal((JobState.Succeeded, over.Total), (over.State, over.Done));
                Assert.All(await _bench.Queue.ListItemsAsync(job.Id, Cancellation), item => Assert.True(_received.ContainsKey(item.SopInstanceUid)));
            }

            await _bench.DisposeAsync();
            foreach (var past in _past)
            {
                await past.DisposeAsync();
            }
        }

        private static List<string> Written(string folder)
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "jobs.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT instance FROM job_items WHERE state <> 0";
            using var reader = command.ExecuteReader();
            var written = new List<string>();
            while (reader.Read())
            {
                written.Add(reader.GetString(0));
            }

            return written;
        }

        private string FolderOf(int generation) => folder.Combine("life-" + generation.ToString(System.Globalization.CultureInfo.InvariantCulture));

        private Task<JobBench> StartAsync()
        {
            var generation = _generation;
            return JobBench.StartAsync(FolderOf(generation), (run, token) => AttemptAsync(generation, run, token));
        }

        private async Task<JobOutcome> AttemptAsync(int generation, IJobRun run, CancellationToken cancellationToken)
        {
            foreach (var instance in run.Remaining)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!Send(generation, instance.SopInstanceUid))
                {
                    // Nor does it do anything else: an attempt that ended here would be written down before the files are copied.
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                }

                await run.ReportAsync(new JobItemResult(instance, JobItemState.Succeeded));
            }

            return new JobOutcome.Completed();
        }

        /// <summary>False when the host has no power: then it sends nothing any more.</summary>
        private bool Send(int generation, string uid)
        {
            lock (_random)
            {
                if (generation != Volatile.Read(ref _generation))
                {
                    return false;
                }

                if (!Volatile.Read(ref _isWell) && _random.Next(8) == 0)
                {
                    throw new IOException("The line broke.");
                }

                _received.AddOrUpdate(uid, 1, static (_, times) => times + 1);
                return true;
            }
        }
    }
}
