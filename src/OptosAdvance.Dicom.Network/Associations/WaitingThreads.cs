namespace OptosAdvance.Dicom.Network;

/// <summary>
/// How many connections at once may each keep a thread of the pool while they wait for their peer's next bytes, or for what they need to answer it. Such a thread is woken by the system
/// itself; without one, two or three others are woken for every piece that comes, which is most of the time of a conversation in small steps. One for a whole
/// process, whose pool should start out with more threads than that. Thread-safe.
/// </summary>
/// <param name="most">Connections. Those beyond wait without a thread.</param>
public sealed class WaitingThreads(int most)
{
    private int _free = most;

    /// <summary>So long a connection keeps its thread without a byte of the peer; after that it waits without one for the rest of its life.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether this system has use for them: Windows itself wakes one thread only, whoever waits.</summary>
    internal static bool AreOfUse => !OperatingSystem.IsWindows();

    /// <summary>
    /// Lets the caller's thread wait for something that is about to be over, if one is free for that; otherwise, and when it takes longer than the patience, returns before it
    /// is over, and the caller is to await it. A failure is left to whoever awaits it.
    /// </summary>
    public void WaitFor(Task task)
    {
        if (task.IsCompleted || !TryTake())
            return;
        try
        {
            // Not by the task's own waiting, which asks again and again at first, and takes the processors from those that it waits for.
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience);
        }
        finally
        {
            Return();
        }
    }

    /// <summary>Takes one of them; false when all are in use, or none is of use.</summary>
    internal bool TryTake()
    {
        if (!AreOfUse || Volatile.Read(ref _free) <= 0)
            return false;
        if (Interlocked.Decrement(ref _free) >= 0)
            return true;
        Return();
        return false;
    }

    /// <summary>Gives one back.</summary>
    internal void Return() => Interlocked.Increment(ref _free);
}
