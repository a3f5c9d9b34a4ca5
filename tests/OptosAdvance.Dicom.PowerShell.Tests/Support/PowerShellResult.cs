using System.Management.Automation;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>What a script gave.</summary>
internal sealed record PowerShellResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<ProgressRecord> Progress,
    Exception? Terminating)
{
    /// <summary>The only error, whether it ended the script or not.</summary>
    public ErrorRecord Error
    {
        get
        {
            List<ErrorRecord> all = [.. Errors];
            if (Terminating is IContainsErrorRecord { ErrorRecord: { } record })
            {
                all.Add(record);
            }

            return Assert.Single(all);
        }
    }

    /// <summary>The outputs, after a script without errors.</summary>
    public IReadOnlyList<PSObject> Objects
    {
        get
        {
            ThrowIfFailed();
            return Output;
        }
    }

    /// <summary>The only output, after a script without errors.</summary>
    public PSObject Object => Assert.Single(Objects);

    public void ThrowIfFailed()
    {
        if (Terminating is not null)
        {
            throw new InvalidOperationException(Terminating.Message, Terminating);
        }

        if (Errors.Count > 0)
        {
            throw new InvalidOperationException($"{Errors[0]} ({Errors[0].FullyQualifiedErrorId})", Errors[0].Exception);
        }
    }
}
