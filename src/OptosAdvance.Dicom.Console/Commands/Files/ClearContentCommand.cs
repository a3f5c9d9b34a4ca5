using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Empties a file and keeps it.</summary>
[Cmdlet(VerbsCommon.Clear, "Content", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class ClearContentCommand : PathCommand
{
    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            Attempt("ClearContentError", path, () => InvokeProvider.Content.Clear([path], force: false, IsLiteral));
        }
    }
}
