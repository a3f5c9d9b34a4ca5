using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes behind what a file holds.</summary>
[Cmdlet(VerbsCommon.Add, "Content", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class AddContentCommand : ContentWriterCommand
{
    protected override bool Appends => true;
}
