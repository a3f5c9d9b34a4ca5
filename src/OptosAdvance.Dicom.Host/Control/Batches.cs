using System.Threading.Channels;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// A sequence in batches of what is there. The source runs ahead of the reader, by a bounded number of items, so that work does not
/// wait for round trips. Disposing the enumerator, at any moment, cancels the source and waits for its end; so does the end of the session.
/// </summary>
internal sealed class Batches<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, int readAhead, CancellationToken sessionEnded)
    : IAsyncEnumerable<IReadOnlyList<T>>
{
    public IAsyncEnumerator<IReadOnlyList<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(source, readAhead, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, sessionEnded));

    private sealed class Enumerator : IAsyncEnumerator<IReadOnlyList<T>>
    {
        private readonly Channel<T> _items;
        private readonly CancellationTokenSource _stop;
        private readonly Task _pump;
        private readonly int _readAhead;

        public Enumerator(Func<CancellationToken, IAsyncEnumerable<T>> source, int readAhead, CancellationTokenSource stop)
        {
            _items = Channel.CreateBounded<T>(new BoundedChannelOptions(readAhead) { SingleReader = true, SingleWriter = true });
            _readAhead = readAhead;
            _stop = stop;
            _pump = Task.Run(() => PumpAsync(source, stop.Token), CancellationToken.None);
        }

        public IReadOnlyList<T> Current { get; private set; } = [];

        /// <summary>An error of the source is thrown after everything that it gave before.</summary>
        public async ValueTask<bool> MoveNextAsync()
        {
            if (!await _items.Reader.WaitToReadAsync(CancellationToken.None))
            {
                return false;
            }

            var batch = new List<T>();
            while (batch.Count < _readAhead && _items.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            Current = batch;
            return true;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _pump;
            _stop.Dispose();
        }

        private async Task PumpAsync(Func<CancellationToken, IAsyncEnumerable<T>> source, CancellationToken cancellationToken)
        {
            Exception? error = null;
            try
            {
                await foreach (var item in source(cancellationToken).WithCancellation(cancellationToken))
                {
                    await _items.Writer.WriteAsync(item, cancellationToken);
                }
            }
            catch (Exception e)
            {
                // Handed to the reader, who owns the sequence.
                error = e;
            }

            _items.Writer.Complete(error);
        }
    }
}
