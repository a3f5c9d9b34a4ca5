using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Searches the studies that the host holds, or those of remote servers.</summary>
/// <remarks>
/// Every parameter narrows the search; text takes the wildcards * and ?. Person names match without regard to case, in any component group.
/// At most MaximumQueryResults studies are returned (Set-OptosPatientSearch), the most recent study date first; a warning tells when more exist.
/// With -AE the named servers are queried (C-FIND), one after the other. Results show as they arrive, in the server's order; at the limit, and when the
/// pipeline ends early, the server is told to stop (C-CANCEL). They carry the name of the server in AE, so that they can be piped into Find-OptosSeries,
/// Find-OptosInstance and Receive-OptosStudy; DataSet holds everything that the server answered.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -PatientName 'Smith*' -StudyDate 20240101-20241231</code>
/// <para>Finds the studies of 2024 of patients whose name begins with Smith.</para>
/// </example>
/// <example>
/// <code>Find-OptosStudy -Modality OP -First 10 | Get-OptosStudy -Instance</code>
/// <para>Lists the instances of the ten latest studies with ophthalmic photographs.</para>
/// </example>
/// <example>
/// <code>Find-OptosStudy -AE PACS1 -PatientName 'Smith*' -Key @{ '0010,1000' = ''; BodyPartExamined = 'EYE' }</code>
/// <para>Queries a remote server, with two keys that have no parameter: one that is matched and one whose value is wanted in DataSet.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "OptosStudy")]
[OutputType(typeof(StudySummary))]
public sealed class FindOptosStudyCommand : QueryCmdlet
{
    /// <summary>Names of remote servers to query, wildcards are allowed; without it the studies that the host holds are searched.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[]? AE { get; set; }

    /// <summary>Information model: Study or Patient; the default is what the server offers, Study before Patient. Only for remote servers.</summary>
    [Parameter]
    public QueryRoot? QueryRoot { get; set; }

    /// <summary>Patient id (0010,0020); wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PatientIdCompleter))]
    public string? PatientId { get; set; }

    /// <summary>Patient name (0010,0010) as DICOM writes it, FAMILY^GIVEN; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string? PatientName { get; set; }

    /// <summary>Patient's birth date (0010,0030).</summary>
    [Parameter]
    [DateRangeTransformation]
    public DateRange? PatientBirthDate { get; set; }

    /// <summary>Study date (0008,0020): a day (also today, yesterday or tomorrow), or a range as 20240101-20241231, 20240101- or -20241231.</summary>
    [Parameter]
    [DateRangeTransformation]
    public DateRange? StudyDate { get; set; }

    /// <summary>First study date.</summary>
    [Parameter]
    [DateRangeTransformation]
    public DateRange? StudyDateFrom { get; set; }

    /// <summary>Last study date.</summary>
    [Parameter]
    [DateRangeTransformation]
    public DateRange? StudyDateTo { get; set; }

    /// <summary>Modalities (0008,0060); studies that have a series of any of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Modality { get; set; }

    /// <summary>Accession number (0008,0050); wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string? AccessionNumber { get; set; }

    /// <summary>Study id (0020,0010); wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? StudyId { get; set; }

    /// <summary>Study description (0008,1030); wildcards are allowed, the case does not matter.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? StudyDescription { get; set; }

    /// <summary>Referring physician's name (0008,0090); wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? ReferringPhysicianName { get; set; }

    /// <summary>Study Instance UIDs (0020,000D); studies that have any of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[]? StudyInstanceUid { get; set; }

    /// <summary>Studies that were received at or after this time; not for remote servers.</summary>
    [Parameter]
    public DateTime? ReceivedSince { get; set; }

    /// <summary>Studies that are protected from purging ($true), or are not ($false); not for remote servers.</summary>
    [Parameter]
    public bool? IsProtected { get; set; }

    /// <summary>Most studies to return; MaximumQueryResults of the host is the upper limit.</summary>
    [Parameter]
    [Alias("MaximumQueryResults")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        if (AE is not null)
        {
            foreach (var name in await ResolveAsync(control, AE, RemoteServices.QueryRetrieve))
            {
                var query = new RemoteStudyQuery { Remote = Remote(name, QueryRoot), Query = Query() };
                await TryAsync(name, () => WritePagesAsync(control.FindRemoteStudiesAsync(query, StopToken), "studies", $"at {name} ", First));
            }

            return;
        }

        RefuseWithoutAE(QueryRoot);
        await TryAsync(null, async () =>
        {
            await foreach (var page in control.FindStudiesAsync(Query(), StopToken))
            {
                WriteAll(page.Studies);
                if (page.Warning is { } warning)
                {
                    WriteWarning(warning);
                }

                if (page.MoreExist)
                {
                    var hint = First <= page.Limit ? "Raise -First" : "Raise the limit with Set-OptosPatientSearch -MaximumQueryResults";
                    WriteWarning($"More studies match than the {page.Limit} that are shown. {hint}, or narrow the search.");
                }
            }
        });
    }

    private StudyQuery Query() => new()
    {
        PatientId = Text(PatientId),
        PatientName = Text(PatientName),
        PatientBirthDate = PatientBirthDate?.From,
        StudyDateFrom = StudyDateFrom?.From ?? StudyDate?.From,
        StudyDateTo = StudyDateTo?.To ?? StudyDate?.To,
        Modality = (Modality ?? []).ToEquatableList(),
        AccessionNumber = Text(AccessionNumber),
        StudyId = Text(StudyId),
        StudyDescription = Text(StudyDescription),
        ReferringPhysicianName = Text(ReferringPhysicianName),
        StudyInstanceUid = (StudyInstanceUid ?? []).ToEquatableList(),
        ReceivedSince = ReceivedSince is { } since ? new DateTimeOffset(since) : null,
        IsProtected = IsProtected,
        Limit = First,
    };
}
