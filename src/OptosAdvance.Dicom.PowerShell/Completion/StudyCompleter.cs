using System.Globalization;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>UIDs of the latest studies.</summary>
internal sealed class StudyCompleter : LiveNameCompleter
{
    private const int Most = 50;

    /// <inheritdoc/>
    protected override async Task<IEnumerable<(string Name, string ToolTip)>> NamesAsync(
        IOptosControl control, string prefix, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        await foreach (var page in control.FindStudiesAsync(new StudyQuery { Limit = Most }, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page.Studies.Select(study => (
                study.StudyInstanceUid,
                string.Format(CultureInfo.CurrentCulture, "{0} {1} {2:d} {3}", study.PatientId, study.PatientName, study.StudyDate, study.Modalities))));
        }

        return found;
    }
}
