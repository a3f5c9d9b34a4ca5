using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Finds series of studies, here or at a remote server.</summary>
/// <remarks>
/// Without -AE the studies that the host holds are looked into; with it the server is queried at the series level (C-FIND). Results show as they arrive and
/// carry the name of the server, so that they can be piped into Receive-OptosStudy. DataSet holds everything that the server answered.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -AE PACS1 -PatientId P1001 | Find-OptosSeries -Modality OPT</code>
/// <para>Finds the OCT series of a patient at a remote server.</para>
/// </example>
/// <example>
/// <code>Find-OptosSeries -PatientId P1001</code>
/// <para>Lists the series of a patient that the host holds.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "OptosSeries")]
[OutputType(typeof(SeriesSummary))]
public sealed class FindOptosSeriesCommand : ContentsCmdlet
{
    /// <summary>Modalities (0008,0060); series of any of them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Modality { get; set; }

    /// <summary>Series number (0020,0011).</summary>
    [Parameter]
    public int? SeriesNumber { get; set; }

    /// <summary>Series description (0008,103E); wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? SeriesDescription { get; set; }

    /// <summary>Body part (0018,0015); wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? BodyPartExamined { get; set; }

    /// <summary>Laterality (0020,0060): R, L or B.</summary>
    [Parameter]
    public string? Laterality { get; set; }

    private protected override Task FindAsync(
        IOptosControl control, RemoteQuery? remote, string? patientId, EquatableList<string> studies, EquatableList<string> series)
    {
        var query = new SeriesQuery
        {
            Remote = remote,
            PatientId = patientId,
            StudyInstanceUid = studies,
            SeriesInstanceUid = series,
            Modality = (Modality ?? []).ToEquatableList(),
            SeriesNumber = SeriesNumber,
            SeriesDescription = Text(SeriesDescription),
            BodyPartExamined = Text(BodyPartExamined),
            Laterality = Text(Laterality),
            Limit = First,
        };
        return WritePagesAsync(control.FindSeriesAsync(query, StopToken), "series", Where(remote), First);
    }
}
