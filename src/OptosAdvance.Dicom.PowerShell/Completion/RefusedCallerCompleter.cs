using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>AE titles of refused callers.</summary>
internal sealed class RefusedCallerCompleter : LiveNameCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<(string Name, string ToolTip)>> NamesAsync(
        IOptosControl control, string prefix, CancellationToken cancellationToken)
    {
        var callers = await control.GetRefusedCallersAsync(cancellationToken).ConfigureAwait(false);
        return callers.Select(caller => (caller.Name, $"{caller.HostName}: {caller.Reason}"));
    }
}
