namespace OptosAdvance.Dicom.Dsc;

/// <summary>An operation cannot be carried out for a reason of its own.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class DscException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
