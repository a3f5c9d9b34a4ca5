using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>
/// Whatever comes in, a listener neither fails nor hangs nor grows. Each test runs with a fixed and with a random seed; OPTOS_FUZZ_CASES makes the
/// run longer, OPTOS_FUZZ_SEED repeats one. The seed of a case that fails is in its message.
/// </summary>
[Collection(nameof(MeasuringTests))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>Seeds to run with: that of the last fixed case lies far from the random ones.</summary>
    public static TheoryData<int> Seeds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_SEED"), out var seed) ? [seed] : [20_260, Random.Shared.Next(10_000_000, 2_000_000_000)];

    private static int Cases(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_CASES"), out var cases) ? cases : otherwise;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decodes_or_refuses_any_association_PDU(int first)
    {
        output.WriteLine($"first seed {first}");
        var cases = Cases(100_000);
        for (var i = 0; i < cases; i++)
        {
            var seed = first + i;
            var bytes = new PduMutator(seed).Mutate(PduCorpus.Requests);
            if (bytes.Length < 6)
                continue;
            foreach (var type in new[] { PduType.AssociateRequest, PduType.AssociateAccept })
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                try
                {
                    PduReader.Read(type, bytes.AsSpan(6));
                }
                catch (PduFormatException)
                {
                    // Refused.
                }
                catch (Exception e)
                {
                    Assert.Fail($"seed {seed}: {e}");
                }

                // What is decoded is in proportion to what came, whatever lengths it claims.
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(allocated < 64_000 + (bytes.Length * 64), $"seed {seed}: {allocated} bytes allocated for {bytes.Length}");
                Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"seed {seed}: took {Stopwatch.GetElapsedTime(start)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Survives_any_stream_before_and_after_an_association(int first)
    {
        output.WriteLine($"first seed {first}");
        var errors = new ErrorLog();
        var handler = new CountingHandler(() => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        var listener = Peers.Listen(handler, log: errors);
        var cases = Cases(15_000);

        // The first hundreds fill pools and caches; what is held after them must not grow with the cases.
        var warmUp = Math.Min(cases, 1000);
        await SendAsync(listener, first, warmUp);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await SendAsync(listener, first + warmUp, cases - warmUp);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 48L << 20);

        await using (var association = await DicomAssociation.ConnectAsync(Peers.To(listener)))
        {
            Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
            await association.ReleaseAsync();
        }

        await listener.ShutdownAsync(TimeSpan.FromSeconds(15)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, listener.ConnectionCount);
        Assert.True(errors.Entries.IsEmpty, errors.Entries.FirstOrDefault());
        Assert.True(handler.Ended >= cases * 3 / 4);
    }

    private static Task SendAsync(DicomListener listener, int first, int cases) =>
        Parallel.ForEachAsync(Enumerable.Range(first, cases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, _) =>
        {
            var mutator = new PduMutator(seed);
            using var peer = seed % 4 == 0 ? await RawPeer.ConnectAsync(listener) : await RawPeer.AssociateAsync(listener);
            try
            {
                await peer.SendAsync(mutator.Mutate(seed % 4 == 0 ? PduCorpus.Requests : PduCorpus.Conversation));
                peer.ShutdownSend();
                while ((await peer.ReadAsync()).Type != 0)
                {
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The listener has closed while we still sent.
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"seed {seed}: the listener neither answers nor closes");
            }
        });

    /// <summary>Accepts everything and keeps nothing: what grows is not the test.</summary>
    private sealed class CountingHandler(Func<DimseProvider> provider) : IAssociationHandler
    {
        private int _ended;

        public int Ended => Volatile.Read(ref _ended);

        public ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            new(RecordingHandler.AcceptAll(request, provider()));

        public ValueTask AssociationEndedAsync(AssociationSummary summary)
        {
            Interlocked.Increment(ref _ended);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ErrorLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Entries { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Entries.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
