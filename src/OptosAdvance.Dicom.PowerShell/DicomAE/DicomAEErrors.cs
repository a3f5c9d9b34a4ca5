using System.Management.Automation;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What the cmdlets of remote AEs say alike.</summary>
internal static class DicomAEErrors
{
    /// <summary>Writes that an entry that was named literally does not exist.</summary>
    public static void WriteDicomAENotFound(this Cmdlet cmdlet, string name) =>
        cmdlet.WriteError(ErrorRecords.NotFound("remote AE", name, "List the names with Get-OptosDicomAE, or create it with New-OptosDicomAE."));
}
