using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Patient ids that begin with what is typed.</summary>
internal sealed class PatientIdCompleter : LiveNameCompleter
{
    private const int Most = 50;

    /// <inheritdoc/>
    protected override async Task<IEnumerable<(string Name, string ToolTip)>> NamesAsync(
        IOptosControl control, string prefix, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        var query = new StudyQuery { PatientId = prefix.Length == 0 ? null : prefix + "*", Limit = Most };
        await foreach (var page in control.FindStudiesAsync(query, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page.Studies.Select(study => (study.PatientId, study.PatientName)));
        }

        return found.Distinct();
    }
}
