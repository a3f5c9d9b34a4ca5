using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;
using JobState = OptosAdvance.Dicom.Contracts.JobState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Sends studies to a remote DICOM server.</summary>
/// <remarks>
/// Each study becomes a job of the host. The command waits for the jobs with a progress bar; Ctrl+C stops them, and what the server has confirmed by then
/// stays there. With -NoWait the jobs go on in the background: see Get-OptosJob and Wait-OptosJob. Instances go as they are stored where the server
/// takes that, else in another transfer syntax that loses nothing more; an instance for which there is none fails with the reason, and the rest goes on. A
/// server that cannot be reached is tried again until it can. Series and instances that come over the pipeline become one job for each of their studies.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Send-OptosStudy -AE PACS1</code>
/// <para>Sends the studies of a patient and waits until they are there.</para>
/// </example>
/// <example>
/// <code>Send-OptosStudy -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -AE PACS1 -Priority High -NoWait</code>
/// <para>Gives the job, to be done before others, and goes on.</para>
/// </example>
/// <example>
/// <code>Find-OptosSeries -PatientId P1001 -Modality OPT | Send-OptosStudy -AE PACS1</code>
/// <para>Sends the OCT series of a patient.</para>
/// </example>
[Cmdlet(VerbsCommunications.Send, "OptosStudy", SupportsShouldProcess = true)]
[OutputType(typeof(OutboundJob))]
public sealed class SendOptosStudyCommand : OptosCmdlet
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly List<OutboundJob> _jobs = [];
    private readonly List<Part> _parts = [];
    private readonly Dictionary<string, Part> _partOf = [];

    /// <summary>Study Instance UIDs (0020,000D), typed or from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[] StudyInstanceUid { get; set; } = [];

    /// <summary>Name of the remote AE to send to; it has the service Storage.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Destination")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string AE { get; set; } = "";

    /// <summary>Only these series of the study.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] SeriesInstanceUid { get; set; } = [];

    /// <summary>Only these instances of the study.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] SopInstanceUid { get; set; } = [];

    /// <summary>Which jobs go first: Low, Normal or High.</summary>
    [Parameter]
    public JobPriority Priority { get; set; } = JobPriority.Normal;

    /// <summary>Returns the jobs at once instead of waiting for them.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        foreach (var uid in StudyInstanceUid)
        {
            if (SeriesInstanceUid.Length + SopInstanceUid.Length == 0)
            {
                await SendAsync(new Part(uid));
            }
            else
            {
                PartOf(uid).Add(SeriesInstanceUid, SopInstanceUid);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        foreach (var part in _parts)
        {
            await SendAsync(part);
        }

        if (_jobs.Count == 0)
        {
            return;
        }

        var control = await ControlAsync();
        var open = new HashSet<long>(_jobs.Select(job => job.Id));
        try
        {
            await new JobWaiter(this, control).WaitAsync(_jobs, job => OverAsync(job, open), StopToken);
        }
        catch (Exception) when (StopToken.IsCancellationRequested)
        {
            await StopAsync(control, open);
            throw;
        }
    }

    private async Task SendAsync(Part part)
    {
        if (!ShouldProcess(part.ToString(), $"Send to {AE}"))
        {
            return;
        }

        var control = await ControlAsync();
        await TryAsync(part.Study, async () =>
        {
            var job = await control.SendStudyAsync(
                new SendRequest
                {
                    StudyInstanceUid = part.Study,
                    Destination = AE,
                    SeriesInstanceUid = part.Series.Distinct().ToEquatableList(),
                    SopInstanceUid = part.Instances.Distinct().ToEquatableList(),
                    Priority = Priority,
                },
                StopToken);
            if (NoWait)
            {
                WriteObject(job);
            }
            else
            {
                _jobs.Add(job);
            }
        });
    }

    /// <summary>What is sent of a study: its instances, or its series. Each of them is one job, however it comes over the pipeline.</summary>
    private Part PartOf(string study)
    {
        var key = SopInstanceUid.Length > 0 ? "instances of " + study : "series of " + study;
        if (!_partOf.TryGetValue(key, out var part))
        {
            _partOf[key] = part = new Part(study);
            _parts.Add(part);
        }

        return part;
    }

    private Task OverAsync(OutboundJob job, HashSet<long> open)
    {
        open.Remove(job.Id);
        WriteObject(job);
        if (job.State == JobState.SucceededWithWarnings)
        {
            WriteWarning($"{job.Destination} had something to remark on {job.Warnings} of {job.Total} instances: see Get-OptosJob -Id {job.Id} -Item.");
        }
        else if (job.State != JobState.Succeeded)
        {
            WriteError(JobErrors.NotDone(job));
        }

        return Task.CompletedTask;
    }

    private static async Task StopAsync(IOptosControl control, HashSet<long> open)
    {
        using var limit = new CancellationTokenSource(StopLimit);
        foreach (var id in open)
        {
            try
            {
                await control.StopJobAsync(id, limit.Token);
            }
            catch (Exception e) when (e is ControlException or OperationCanceledException)
            {
                // The host is gone or busy; the user has left already, and Get-OptosJob shows what goes on.
            }
        }
    }

    private sealed class Part(string study)
    {
        public string Study { get; } = study;

        public List<string> Series { get; } = [];

        public List<string> Instances { get; } = [];

        public void Add(string[] series, string[] instances)
        {
            // The series of an instance only says where it is.
            var (from, to) = instances.Length > 0 ? (instances, Instances) : (series, Series);
            to.AddRange(from);
        }

        public override string ToString() =>
            Instances.Count > 0 ? $"{Instances.Count} instances of study {Study}"
            : Series.Count > 0 ? $"{Series.Count} series of study {Study}"
            : $"Study {Study}";
    }
}
