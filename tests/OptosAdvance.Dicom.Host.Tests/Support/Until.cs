using System.Diagnostics;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Waits for what happens beside the test.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, string what, Action? meanwhile = null)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"Not within a minute: {what}");
            meanwhile?.Invoke();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
