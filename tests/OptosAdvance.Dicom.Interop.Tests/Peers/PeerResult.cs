namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>How a peer's process ended and what it printed (standard output and error, as they came).</summary>
internal sealed record PeerResult(int ExitCode, string Output)
{
    public void AssertSucceeded() => Assert.True(ExitCode == 0, $"exit code {ExitCode}:{Environment.NewLine}{Output}");
}
