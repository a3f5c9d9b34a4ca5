using System.Collections.Concurrent;
using System.Diagnostics;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The last lines that a starting host writes, so that it can be said why it did not start.</summary>
internal sealed class HostOutput : IDisposable
{
    private const int Most = 40;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    /// <summary>Begins to read.</summary>
    public HostOutput(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(
            Task.Run(() => ReadAsync(process.StandardOutput, _lines)),
            Task.Run(() => ReadAsync(process.StandardError, _errors)));
    }

    /// <summary>What the ended process wrote to its error stream, or else to its output.</summary>
    public async Task<string> TextAsync()
    {
        await Task.WhenAny(_reading, Task.Delay(DrainLimit)).ConfigureAwait(false);
        return string.Join(Environment.NewLine, _errors.IsEmpty ? _lines : _errors).Trim();
    }

    /// <summary>Ends reading. A host that goes on finds its output closed, which it ignores.</summary>
    public void Dispose()
    {
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, ConcurrentQueue<string> lines)
    {
        try
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                lines.Enqueue(line);
                while (lines.Count > Most && lines.TryDequeue(out _))
                {
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // Dispose ends a read that is under way.
        }
    }
}
