using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace OptosAdvance.Dicom.Console;

/// <summary>Shows objects as a table; the engine's own formatter does the work.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Makes the command.</summary>
    public FormatTableCommand() => EngineInternals.UseFormatter(this, "Table");
}
