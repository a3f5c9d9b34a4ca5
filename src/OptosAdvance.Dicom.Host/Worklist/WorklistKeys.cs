using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>The keys of a worklist query (PS3.4 table K.6-1): what is matched, and what a person or a camera needs of each item.</summary>
internal static class WorklistKeys
{
    public static Identifier Of(WorklistQuery query)
    {
        var keys = new Identifier()
            .Match(DicomTag.PatientName, query.PatientName)
            .Match(DicomTag.PatientID, query.PatientId)
            .Match(DicomTag.AccessionNumber, query.AccessionNumber)
            .Match(DicomTag.RequestedProcedureID, query.RequestedProcedureId)
            .Return(
                DicomTag.PatientBirthDate, DicomTag.PatientSex, DicomTag.IssuerOfPatientID, DicomTag.OtherPatientIDs, DicomTag.PatientWeight,
                DicomTag.MedicalAlerts, DicomTag.Allergies, DicomTag.PregnancyStatus, DicomTag.SpecialNeeds, DicomTag.AdmissionID,
                DicomTag.CurrentPatientLocation, DicomTag.PatientState, DicomTag.ReferringPhysicianName, DicomTag.RequestingPhysician,
                DicomTag.RequestedProcedureDescription, DicomTag.StudyInstanceUID, DicomTag.RequestedProcedurePriority,
                DicomTag.PatientTransportArrangements, DicomTag.ReasonForTheRequestedProcedure, DicomTag.PlacerOrderNumberImagingServiceRequest,
                DicomTag.FillerOrderNumberImagingServiceRequest, DicomTag.RequestedProcedureCodeSequence, DicomTag.ReferencedStudySequence);
        Step(DicomTag.ScheduledStationAETitle, query.StationAETitle);
        Step(DicomTag.Modality, query.Modality);
        Step(DicomTag.ScheduledProcedureStepStartDate, QueryLevels.DateKey(query.DateFrom, query.DateTo));
        Step(DicomTag.ScheduledProcedureStepStartTime, TimeKey(query.Time));
        Step(DicomTag.ScheduledPerformingPhysicianName, query.PerformingPhysicianName);
        if (!string.IsNullOrWhiteSpace(query.ScheduledProcedureStepStatus))
        {
            Step(DicomTag.ScheduledProcedureStepStatus, query.ScheduledProcedureStepStatus.Trim().ToUpperInvariant());
        }

        return keys
            .ReturnWithin(
                DicomTag.ScheduledProcedureStepSequence, DicomTag.ScheduledProcedureStepDescription, DicomTag.ScheduledProcedureStepID,
                DicomTag.ScheduledStationName, DicomTag.ScheduledProcedureStepLocation, DicomTag.ScheduledProcedureStepStatus,
                DicomTag.ScheduledProtocolCodeSequence, DicomTag.PreMedication, DicomTag.RequestedContrastAgent,
                DicomTag.CommentsOnTheScheduledProcedureStep)
            .Match(query.Remote.Keys);

        void Step(DicomTag tag, string? value) => keys.Match(AttributePath.Of(DicomTag.ScheduledProcedureStepSequence, tag), value?.Trim());
    }

    private static string? TimeKey(string? time) => string.IsNullOrWhiteSpace(time) ? null
        : DicomTimeRange.TryParse(time, out var range) ? range.ToString()
        : throw Errors.InvalidArgument($"'{time}' is neither a time nor a range of times.", "Write 0930, 0800-1200, 1300- or -1200.");
}
