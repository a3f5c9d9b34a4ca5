using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes a file anew.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class SetContentCommand : ContentWriterCommand
{
    protected override bool Appends => false;
}
