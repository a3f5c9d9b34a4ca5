using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>
/// Whatever comes in, a listener neither fails nor hangs. OPTOS_FUZZ_CASES makes the run longer, OPTOS_FUZZ_SEED another one; the seed of a case
/// that fails is in its message.
/// </summary>
public sealed class FuzzTests
{
    private static int Cases(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_CASES"), out var cases) ? cases : otherwise;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_SEED"), out var seed) ? seed : 20_260;

    [Fact]
    public void Decodes_or_refuses_any_association_PDU()
    {
        var cases = Cases(20_000);
        for (var i = 0; i < cases; i++)
        {
            var seed = Seed + i;
            var bytes = new PduMutator(seed).Mutate(PduCorpus.Requests);
            if (bytes.Length < 6)
                continue;
            foreach (var type in new[] { PduType.AssociateRequest, PduType.AssociateAccept })
            {
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
            }
        }
    }

    [Fact]
    public async Task Survives_any_stream_before_and_after_an_association()
    {
        var errors = new ErrorLog();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        var listener = await Peers.ListenAsync(handler, log: errors);
        var cases = Cases(2_000);

        await Parallel.ForEachAsync(Enumerable.Range(0, cases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var mutator = new PduMutator(Seed + i);
            using var peer = i % 4 == 0 ? await RawPeer.ConnectAsync(listener) : await RawPeer.AssociateAsync(listener);
            try
            {
                await peer.SendAsync(mutator.Mutate(i % 4 == 0 ? PduCorpus.Requests : PduCorpus.Conversation));
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
                Assert.Fail($"seed {Seed + i}: the listener neither answers nor closes");
            }
        });

        await using (var association = await DicomAssociation.ConnectAsync(Peers.To(listener)))
        {
            Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
            await association.ReleaseAsync();
        }

        await listener.ShutdownAsync(TimeSpan.FromSeconds(15)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, listener.ConnectionCount);
        Assert.True(errors.Entries.IsEmpty, errors.Entries.FirstOrDefault());
        Assert.True(handler.Ended.Count >= cases * 3 / 4);
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
