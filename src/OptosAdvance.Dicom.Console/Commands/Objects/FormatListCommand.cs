using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace OptosAdvance.Dicom.Console;

/// <summary>Shows objects as lists of properties; the engine's own formatter does the work.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Makes the command.</summary>
    public FormatListCommand() => EngineInternals.UseFormatter(this, "List");
}
