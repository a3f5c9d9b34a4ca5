using System.Text.Json;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the row of a removal keeps of the study (<see cref="ActivityRecord.Before"/>): afterwards nothing else knows whose it was.</summary>
internal sealed record DeletedStudy(string PatientId, string PatientName, string AccessionNumber, string StudyDescription)
{
    public static string Text(StudySummary study) => JsonSerializer.Serialize(
        new DeletedStudy(study.PatientId, study.PatientName, study.AccessionNumber, study.StudyDescription), ContractJson.Options);

    /// <summary>Of a study of which no more is at hand than whose it was.</summary>
    public static string Text(string patientId) => JsonSerializer.Serialize(new DeletedStudy(patientId, "", "", ""), ContractJson.Options);

    /// <summary>What the text says; null for one that is something else.</summary>
    public static DeletedStudy? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<DeletedStudy>(text, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
