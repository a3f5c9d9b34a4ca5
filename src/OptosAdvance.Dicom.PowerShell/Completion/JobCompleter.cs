using System.Globalization;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Numbers of the latest jobs.</summary>
internal sealed class JobCompleter : LiveNameCompleter
{
    private const int Most = 50;

    /// <inheritdoc/>
    protected override async Task<IEnumerable<(string Name, string ToolTip)>> NamesAsync(
        IOptosControl control, string prefix, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        await foreach (var job in control.GetJobsAsync(new JobQuery { Last = Most }, cancellationToken).ConfigureAwait(false))
        {
            found.Add((job.Id.ToString(CultureInfo.InvariantCulture), $"{job.State} {job.Kind} to {job.Destination}: {job.Description}"));
        }

        return found;
    }
}
