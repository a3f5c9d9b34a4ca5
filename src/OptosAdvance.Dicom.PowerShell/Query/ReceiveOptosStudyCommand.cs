using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Brings studies, series or instances from a remote server into the host.</summary>
/// <remarks>
/// The study is retrieved by C-GET on the association that asks, or by C-MOVE: then the server sends it to our listener, for which it has to know our AE
/// title, address and port. Without -Method the entry of the server says which (RetrieveMethod), and the other one is used where the server offers only
/// that. Instances are kept as if a camera had sent them. The result tells how many came, which did not, and how fast; Ctrl+C stops the server (C-CANCEL),
/// and what has come by then is kept.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -AE PACS1 -PatientId P1001 -Modality OPT | Receive-OptosStudy</code>
/// <para>Brings the studies of a patient that have OCT series.</para>
/// </example>
/// <example>
/// <code>Receive-OptosStudy -AE PACS1 -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -Method Get</code>
/// <para>Brings one study by C-GET, for which the server need not know us as a destination.</para>
/// </example>
[Cmdlet(VerbsCommunications.Receive, "OptosStudy")]
[OutputType(typeof(RetrieveResult))]
public sealed class ReceiveOptosStudyCommand : OptosCmdlet
{
    private readonly List<Wanted> _wanted = [];
    private readonly Dictionary<(string AE, string Study, string? Series), Wanted> _partial = [];

    /// <summary>Name of the remote server.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string AE { get; set; } = "";

    /// <summary>Study Instance UIDs (0020,000D).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] StudyInstanceUid { get; set; } = [];

    /// <summary>Series Instance UIDs (0020,000E): only these series of the study.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? SeriesInstanceUid { get; set; }

    /// <summary>SOP Instance UIDs (0008,0018): only these instances of the one series that is named.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? SopInstanceUid { get; set; }

    /// <summary>Patient id (0010,0020), which servers with patient root only need.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PatientId { get; set; }

    /// <summary>Get (C-GET) or Move (C-MOVE to our AE), and no other; the default is what the server's entry says and the server offers.</summary>
    [Parameter]
    public RetrieveMethod? Method { get; set; }

    /// <summary>Information model: Study or Patient; the default is what the server offers, Study before Patient.</summary>
    [Parameter]
    public QueryRoot? QueryRoot { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        foreach (var study in StudyInstanceUid.Distinct())
        {
            var wanted = WantedFrom(study);
            wanted.Series.AddRange((SeriesInstanceUid ?? []).Where(uid => wanted.Seen.Add(uid)));
            wanted.Instances.AddRange((SopInstanceUid ?? []).Where(uid => wanted.Seen.Add(uid)));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var control = await ControlAsync();
        using var progress = new ProgressBar(this, "Receiving studies", "instances");
        var before = 0;
        for (var i = 0; i < _wanted.Count; i++)
        {
            var request = Request(_wanted[i]);
            await TryAsync(request.AE, async () =>
            {
                await foreach (var each in control.RetrieveAsync(request, StopToken))
                {
                    before = Show(each, progress, before, $"Study {i + 1} of {_wanted.Count} from {request.AE}: {request.StudyInstanceUid}");
                }
            });
        }
    }

    private int Show(RetrieveEvent each, ProgressBar progress, int before, string current)
    {
        if (each.Warning is { } warning)
        {
            WriteWarning(warning);
        }

        var done = before + each.Completed + each.Failed + each.Warnings;
        progress.Report(done, done + (each.Remaining ?? 0), current);
        if (each.Result is not { } result)
        {
            return before;
        }

        WriteObject(result);
        if (!result.Success && result.Completed + result.Warnings == 0)
        {
            WriteError(ErrorRecords.Create(
                "RetrieveFailed", ErrorCategory.InvalidResult, $"{result.StudyInstanceUid} was not retrieved. {result.Message}", result.RecommendedAction ?? "", result.StudyInstanceUid));
        }
        else if (!result.Success)
        {
            WriteWarning($"{result.StudyInstanceUid} was not retrieved whole. {result.Message} {result.RecommendedAction}");
        }

        return done;
    }

    private RetrieveRequest Request(Wanted wanted) => new()
    {
        AE = wanted.AE,
        StudyInstanceUid = wanted.Study,
        SeriesInstanceUid = wanted.Series.ToEquatableList(),
        SopInstanceUid = wanted.Instances.ToEquatableList(),
        PatientId = wanted.PatientId,
        Method = Method,
        Root = QueryRoot,
    };

    /// <summary>Series of one study, and instances of one series, are one request however they come over the pipeline.</summary>
    private Wanted WantedFrom(string study)
    {
        var key = (AE, study, SopInstanceUid is null ? null : string.Join(" ", SeriesInstanceUid ?? []));
        if (SeriesInstanceUid is not null && _partial.TryGetValue(key, out var known))
        {
            return known;
        }

        var wanted = new Wanted(AE, study, PatientId);
        _wanted.Add(wanted);
        if (SeriesInstanceUid is not null)
        {
            _partial[key] = wanted;
        }

        return wanted;
    }

    private sealed class Wanted(string ae, string study, string? patientId)
    {
        public string AE { get; } = ae;

        public string Study { get; } = study;

        public string? PatientId { get; } = patientId;

        public List<string> Series { get; } = [];

        public List<string> Instances { get; } = [];

        public HashSet<string> Seen { get; } = [];
    }
}
