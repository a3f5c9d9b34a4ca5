namespace OptosAdvance.Dicom.Host;

/// <summary>The host cannot start, for a reason that an administrator can do something about.</summary>
internal sealed class HostStartException(string message, int exitCode = ExitCodes.CannotStart, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
