using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the callers that the host turned away, latest first.</summary>
/// <remarks>
/// The result says what a caller wanted, why it was refused and how often. It can be piped into New-OptosDicomAE, which lets the caller
/// in; a caller that was let in is not listed any more.
/// </remarks>
/// <example>
/// <code>Get-OptosRefusedCaller</code>
/// <para>Lists every refused caller.</para>
/// </example>
/// <example>
/// <code>Get-OptosRefusedCaller -Name CAMERA2 | New-OptosDicomAE -Description 'Room 2'</code>
/// <para>Lets a new camera in.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosRefusedCaller")]
[OutputType(typeof(RefusedCaller))]
public sealed class GetOptosRefusedCallerCommand : OptosCmdlet
{
    /// <summary>AE titles of the callers; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("AETitle")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RefusedCallerCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var callers = await (await ControlAsync()).GetRefusedCallersAsync(StopToken);
        WriteAll(NameFilter.Select(callers, caller => caller.Name, Name, name => WriteError(ErrorRecords.NotFound(
            "refused caller", name, "It was not refused, or was let in since. List the others with Get-OptosRefusedCaller."))));
    }
}
