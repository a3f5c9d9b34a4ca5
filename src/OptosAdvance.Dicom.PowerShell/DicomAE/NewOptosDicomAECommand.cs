using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Adds a remote DICOM server.</summary>
/// <remarks>
/// An entry without Services and Port is one that only calls us, such as a camera. Callers that were refused can be let in by piping
/// them from Get-OptosRefusedCaller.
/// </remarks>
/// <example>
/// <code>New-OptosDicomAE -Name PACS1 -AETitle PACS_ARCHIVE -HostName pacs.clinic.example -Port 104 -Services Storage, QueryRetrieve</code>
/// <para>Adds an archive that studies can be sent to and retrieved from.</para>
/// </example>
/// <example>
/// <code>Get-OptosRefusedCaller -Name CAMERA2 | New-OptosDicomAE</code>
/// <para>Lets a new camera in, after it was refused for the first time.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OptosDicomAE", SupportsShouldProcess = true)]
[OutputType(typeof(RemoteAE))]
public sealed class NewOptosDicomAECommand : DicomAEChangingCmdlet
{
    /// <summary>Name of the entry; unique without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override Task ProcessAsync() =>
        ApplyAsync(new RemoteAEChange { Name = Name, Kind = RemoteAEChangeKind.Create, Properties = Given() }, "Create");
}
