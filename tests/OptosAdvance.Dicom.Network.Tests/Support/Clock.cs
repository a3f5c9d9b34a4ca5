using Microsoft.Extensions.Time.Testing;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>A clock that tests drive.</summary>
internal static class Clock
{
    /// <summary>Lets time pass in steps until the task is done; returns how much has passed.</summary>
    public static async Task<TimeSpan> PassUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step, TimeSpan most)
    {
        var passed = TimeSpan.Zero;
        while (!task.IsCompleted && passed < most)
        {
            time.Advance(step);
            passed += step;

            // Only gives the sockets their turn; nothing is decided by how long it is.
            await Task.WhenAny(task, Task.Delay(10));
        }

        await task.WaitAsync(TimeSpan.FromSeconds(15));
        return passed;
    }
}
