using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// Finds what is in studies. What comes over the pipeline is gathered first, so that one server is asked over one association, and none is kept open
/// while another waits for its turn.
/// </summary>
public abstract class ContentsCmdlet : QueryCmdlet
{
    private readonly List<(string? AE, string? PatientId, List<string> Studies, List<string> Series)> _groups = [];

    /// <summary>Name of the remote server to ask; without it the studies that the host holds are searched.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string? AE { get; set; }

    /// <summary>Study Instance UIDs (0020,000D) of the studies to look into.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[]? StudyInstanceUid { get; set; }

    /// <summary>Series Instance UIDs (0020,000E); only these.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? SeriesInstanceUid { get; set; }

    /// <summary>Patient id (0010,0020); of the host's own studies all of the patient are looked into when no study is named. Servers with patient root only need it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PatientId { get; set; }

    /// <summary>Information model: Study or Patient; the default is what the server offers, Study before Patient. Only for remote servers.</summary>
    [Parameter]
    public QueryRoot? QueryRoot { get; set; }

    /// <summary>Most results to return; the default is all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        if (string.IsNullOrEmpty(AE))
        {
            RefuseWithoutAE(QueryRoot);
        }

        // One query takes all studies of a patient; series are named within one study.
        var group = _groups.Find(each =>
            each.AE == AE && each.PatientId == PatientId && each.Series.Count == 0 && SeriesInstanceUid is null or [] && each.Studies.Count > 0);
        if (group.Studies is null)
        {
            _groups.Add(group = (AE, PatientId, [], []));
        }

        group.Studies.AddRange((StudyInstanceUid ?? []).Where(uid => !group.Studies.Contains(uid)));
        group.Series.AddRange(SeriesInstanceUid ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var control = await ControlAsync();
        foreach (var (name, patientId, studies, series) in _groups)
        {
            var remote = string.IsNullOrEmpty(name) ? null : Remote(name!, QueryRoot);
            await TryAsync(name, () => FindAsync(control, remote, Text(patientId), studies.ToEquatableList(), series.ToEquatableList()));
        }
    }

    /// <summary>Finds in some studies of one place.</summary>
    private protected abstract Task FindAsync(
        IOptosControl control, RemoteQuery? remote, string? patientId, EquatableList<string> studies, EquatableList<string> series);

    private protected static string Where(RemoteQuery? remote) => remote is null ? "" : $"at {remote.AE} ";
}
