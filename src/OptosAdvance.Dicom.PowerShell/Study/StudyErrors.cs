using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What the cmdlets of studies say alike.</summary>
internal static class StudyErrors
{
    /// <summary>A study that was named is not held.</summary>
    public static ErrorRecord NotFound(string studyInstanceUid) =>
        ErrorRecords.NotFound("study", studyInstanceUid, "Find the studies that the host holds with Find-OptosStudy.");

    /// <summary>A study in a line, for questions and progress.</summary>
    public static string Describe(this StudySummary study) => string.Join(
        " ",
        new[] { study.PatientId, study.PatientName, study.StudyDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), study.StudyInstanceUid }
            .Where(part => !string.IsNullOrEmpty(part)));
}
