using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Why a data set is not stored.</summary>
/// <param name="Status">What the sender is answered.</param>
/// <param name="Comment">One phrase; 64 characters of it reach the sender.</param>
internal sealed record DataSetProblem(DimseStatus Status, string Comment)
{
    /// <summary>Checks what identifies an instance.</summary>
    /// <param name="attributes">From the data set.</param>
    /// <param name="sopClassUid">What the command (or the file's meta information) says; null when it says nothing.</param>
    /// <param name="sopInstanceUid">What the command says; null when it says nothing.</param>
    /// <returns>Null when nothing is wrong.</returns>
    public static DataSetProblem? Find(CapturedAttributes attributes, string? sopClassUid, string? sopInstanceUid)
    {
        if (attributes.SopInstanceUid.Length == 0 || attributes.SopClassUid.Length == 0)
        {
            return new DataSetProblem(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Class or SOP Instance UID is missing in the data set");
        }

        if (sopClassUid is not null && sopClassUid != attributes.SopClassUid)
        {
            return new DataSetProblem(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Class UID of data set and command differ");
        }

        if (sopInstanceUid is not null && sopInstanceUid != attributes.SopInstanceUid)
        {
            return new DataSetProblem(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Instance UID of data set and command differ");
        }

        if (attributes.StudyInstanceUid.Length == 0 || attributes.SeriesInstanceUid.Length == 0)
        {
            return new DataSetProblem(DimseStatus.DataSetDoesNotMatchSopClass, "Study or Series Instance UID is missing");
        }

        var key = new InstanceKey(attributes.StudyInstanceUid, attributes.SeriesInstanceUid, attributes.SopInstanceUid);
        return RepositoryLayout.IsSafe(key)
            ? null
            : new DataSetProblem(DimseStatus.CannotUnderstand, "Study, Series or SOP Instance UID is not a UID");
    }
}
