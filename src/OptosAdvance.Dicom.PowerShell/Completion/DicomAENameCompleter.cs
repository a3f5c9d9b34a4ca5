using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Names of the configured remote AEs.</summary>
internal sealed class DicomAENameCompleter : LiveNameCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<(string Name, string ToolTip)>> NamesAsync(
        IOptosControl control, string prefix, CancellationToken cancellationToken)
    {
        var configuration = await control.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        return configuration.RemoteAEs.Select(each => (each.Name, $"{each.AETitle} {each.HostName}:{each.Port} {each.Services}"));
    }
}
