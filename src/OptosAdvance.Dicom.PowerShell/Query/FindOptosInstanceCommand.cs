using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Finds instances of studies, here or at a remote server.</summary>
/// <remarks>
/// Without -AE the studies that the host holds are looked into; with it the server is queried at the image level (C-FIND), after it was asked for the
/// series where none are named. Results carry the name of the server, so that they can be piped into Receive-OptosStudy. DataSet holds
/// everything that the server answered.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -AE PACS1 -AccessionNumber A4711 | Find-OptosInstance -Key @{ ContentDate = ''; '0008,0008' = '' }</code>
/// <para>Lists the instances of a study at a remote server, with two more attributes of each in DataSet.</para>
/// </example>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Find-OptosInstance | Group-Object -Property SopClassName</code>
/// <para>Counts what the host holds of a patient, by SOP class.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "OptosInstance")]
[OutputType(typeof(InstanceSummary))]
public sealed class FindOptosInstanceCommand : ContentsCmdlet
{
    /// <summary>SOP Instance UIDs (0008,0018); only these.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? SopInstanceUid { get; set; }

    /// <summary>SOP Class UIDs (0008,0016); only instances of these.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? SopClassUid { get; set; }

    /// <summary>Instance number (0020,0013).</summary>
    [Parameter]
    public int? InstanceNumber { get; set; }

    private protected override Task FindAsync(
        IOptosControl control, RemoteQuery? remote, string? patientId, EquatableList<string> studies, EquatableList<string> series)
    {
        var query = new InstanceQuery
        {
            Remote = remote,
            PatientId = patientId,
            StudyInstanceUid = studies,
            SeriesInstanceUid = series,
            SopInstanceUid = (SopInstanceUid ?? []).ToEquatableList(),
            SopClassUid = (SopClassUid ?? []).ToEquatableList(),
            InstanceNumber = InstanceNumber,
            Limit = First,
        };
        return WritePagesAsync(control.FindInstancesAsync(query, StopToken), "instances", Where(remote), First);
    }
}
