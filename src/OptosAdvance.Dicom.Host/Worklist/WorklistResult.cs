using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>An answer to a worklist query, flattened for people.</summary>
internal static class WorklistResult
{
    public static WorklistItem Of(RemoteAE remote, DicomDataset answer)
    {
        var step = answer.FirstItem(DicomTag.ScheduledProcedureStepSequence);
        return new WorklistItem
        {
            AE = remote.Name,
            PatientId = answer.Text(DicomTag.PatientID),
            PatientName = answer.Text(DicomTag.PatientName),
            PatientBirthDate = answer.Date(DicomTag.PatientBirthDate),
            PatientSex = answer.Text(DicomTag.PatientSex),
            AccessionNumber = answer.Text(DicomTag.AccessionNumber),
            ReferringPhysicianName = answer.Text(DicomTag.ReferringPhysicianName),
            RequestedProcedureId = answer.Text(DicomTag.RequestedProcedureID),
            RequestedProcedure = Words(answer, DicomTag.RequestedProcedureDescription, DicomTag.RequestedProcedureCodeSequence),
            Priority = answer.Text(DicomTag.RequestedProcedurePriority),
            StudyInstanceUid = answer.Text(DicomTag.StudyInstanceUID),
            ScheduledAt = step.Moment(DicomTag.ScheduledProcedureStepStartDate, DicomTag.ScheduledProcedureStepStartTime),
            Modality = step.Text(DicomTag.Modality),
            StationAETitle = step.Text(DicomTag.ScheduledStationAETitle),
            StationName = step.Text(DicomTag.ScheduledStationName),
            Location = step.Text(DicomTag.ScheduledProcedureStepLocation),
            Step = Words(step, DicomTag.ScheduledProcedureStepDescription, DicomTag.ScheduledProtocolCodeSequence),
            StepId = step.Text(DicomTag.ScheduledProcedureStepID),
            Status = step.Text(DicomTag.ScheduledProcedureStepStatus),
            PerformingPhysicianName = step.Text(DicomTag.ScheduledPerformingPhysicianName),
            DataSet = AttributeSets.Of(answer),
        };
    }

    /// <summary>The description; where a peer gives a code only, its meaning.</summary>
    private static string Words(DicomDataset dataSet, DicomTag description, DicomTag codes) =>
        dataSet.Text(description) is { Length: > 0 } text ? text : dataSet.FirstItem(codes).Text(DicomTag.CodeMeaning);
}
