using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class JobWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JobWriter _writer;
    private readonly ConcurrentQueue<int> _written = new();

    public JobWriterTests()
    {
        _writer = new JobWriter(new JobDatabase(new ApplianceDirectory(_folder.Path)), NullLogger<JobWriter>.Instance);
        _writer.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_can_wait_is_written_before_what_came_later_and_cannot()
    {
        for (var i = 0; i < 300; i++)
        {
            Post(i, canWait: true);
        }

        await _writer.RunAsync(static _ => { });

        Assert.Equal(Enumerable.Range(0, 300), _written);
        await _writer.StopAsync();
    }

    [Fact]
    public async Task What_can_wait_does_not_wait_for_ever()
    {
        Post(1, canWait: true);

        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => !_written.IsEmpty, TimeSpan.FromSeconds(30)), Cancellation));
        await _writer.StopAsync();
    }

    [Fact]
    public async Task Nothing_that_was_handed_over_is_lost_when_the_host_stops()
    {
        for (var i = 0; i < 5000; i++)
        {
            Post(i, canWait: i % 7 != 0);
        }

        await _writer.StopAsync();

        Assert.Equal(Enumerable.Range(0, 5000), _written);
        Exception? failure = null;
        _writer.Post(static _ => { }, failed: error => failure = error, canWait: true);
        Assert.IsType<ObjectDisposedException>(failure);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    private void Post(int number, bool canWait) => _writer.Post(static _ => { }, () => _written.Enqueue(number), canWait: canWait);
}
