using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Finds scheduled procedure steps in the worklist of a remote server.</summary>
/// <remarks>
/// Each result is one scheduled procedure step: patient, when, what, where, and the requested procedure; DataSet holds everything that the server
/// answered. Without -Date the worklist of today is asked for, unless a patient or an order is named: these are found on any day.
/// </remarks>
/// <example>
/// <code>Find-OptosWorklistItem -AE RIS1 -StationAETitle OCT_ROOM2</code>
/// <para>Shows what is scheduled today at a station.</para>
/// </example>
/// <example>
/// <code>Find-OptosWorklistItem -AE RIS1 -Modality OP -Date 20240101-20240131 -PatientName 'Smith*'</code>
/// <para>Shows a patient's photographs that were scheduled in a month.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "OptosWorklistItem")]
[OutputType(typeof(WorklistItem))]
public sealed class FindOptosWorklistItemCommand : QueryCmdlet
{
    /// <summary>Names of the remote servers to ask; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[] AE { get; set; } = [];

    /// <summary>Scheduled station AE title (0040,0001).</summary>
    [Parameter]
    public string? StationAETitle { get; set; }

    /// <summary>Modality (0008,0060) of the scheduled procedure step.</summary>
    [Parameter]
    public string? Modality { get; set; }

    /// <summary>Scheduled start date (0040,0002): a day (also today, yesterday or tomorrow), or a range as 20240101-20240131, 20240101- or -20240131. The default is today, unless a patient or an order is named.</summary>
    [Parameter]
    [DateRangeTransformation]
    public DateRange? Date { get; set; }

    /// <summary>Finds items of every day.</summary>
    [Parameter]
    public SwitchParameter AllDates { get; set; }

    /// <summary>Scheduled start time (0040,0003): a time or a range, as 0930, 0800-1200 or 1300-.</summary>
    [Parameter]
    public string? Time { get; set; }

    /// <summary>Patient name (0010,0010) as DICOM writes it, FAMILY^GIVEN; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? PatientName { get; set; }

    /// <summary>Patient id (0010,0020).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PatientId { get; set; }

    /// <summary>Accession number (0008,0050).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AccessionNumber { get; set; }

    /// <summary>Requested procedure id (0040,1001).</summary>
    [Parameter]
    public string? RequestedProcedureId { get; set; }

    /// <summary>Scheduled performing physician's name (0040,0006); wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? PerformingPhysicianName { get; set; }

    /// <summary>Status of the scheduled procedure step (0040,0020): SCHEDULED, ARRIVED, READY, STARTED and so on; few servers match it.</summary>
    [Parameter]
    public string? ScheduledProcedureStepStatus { get; set; }

    /// <summary>Most items to return from each server; MaximumQueryResults of the host is the upper limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var named = Text(PatientName) ?? Text(PatientId) ?? Text(AccessionNumber) ?? Text(RequestedProcedureId);
        var date = Date ?? (named is null && !AllDates ? DateRange.OfDay(DateTime.Today) : null);
        foreach (var name in await ResolveAsync(control, AE, RemoteServices.ModalityWorklist))
        {
            var query = new WorklistQuery
            {
                Remote = Remote(name, null),
                StationAETitle = Text(StationAETitle),
                Modality = Text(Modality),
                DateFrom = date?.From,
                DateTo = date?.To,
                Time = Text(Time),
                PatientName = Text(PatientName),
                PatientId = Text(PatientId),
                AccessionNumber = Text(AccessionNumber),
                RequestedProcedureId = Text(RequestedProcedureId),
                PerformingPhysicianName = Text(PerformingPhysicianName),
                ScheduledProcedureStepStatus = Text(ScheduledProcedureStepStatus),
                Limit = First,
            };
            await TryAsync(name, () => WritePagesAsync(control.FindWorklistItemsAsync(query, StopToken), "items", $"at {name} ", First));
        }
    }
}
