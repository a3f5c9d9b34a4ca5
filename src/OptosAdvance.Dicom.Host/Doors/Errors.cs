using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Makes the errors that callers of the control endpoint see.</summary>
internal static class Errors
{
    public static ControlException InvalidArgument(string message, string action) =>
        Make(ErrorIds.InvalidArgument, ControlErrorCategory.InvalidArgument, message, action, null, null);

    public static ControlException StudyNotFound(string studyInstanceUid) =>
        Make(
            ErrorIds.NotFound,
            ControlErrorCategory.ObjectNotFound,
            $"The index does not hold the study {studyInstanceUid}.",
            "List the studies with Find-OptosStudy.",
            studyInstanceUid,
            null);

    public static ControlException RemoteAENotFound(string name) =>
        Make(
            ErrorIds.NotFound,
            ControlErrorCategory.ObjectNotFound,
            $"There is no remote AE '{name}'.",
            "List the remote AEs with Get-OptosDicomAE.",
            name,
            null);

    public static ControlException PartNotFound(string what, string uid, string studyInstanceUid) =>
        Make(
            ErrorIds.NotFound,
            ControlErrorCategory.ObjectNotFound,
            $"The study {studyInstanceUid} has no {what} {uid}.",
            "See what it has with Get-OptosStudy -Instance.",
            uid,
            null);

    public static ControlException JobNotFound(long id) =>
        Make(
            ErrorIds.NotFound,
            ControlErrorCategory.ObjectNotFound,
            $"There is no job {id}.",
            "List the jobs with Get-OptosJob.",
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            null);

    public static ControlException JobState(long id, string message, string action) =>
        Make(
            ErrorIds.JobState,
            ControlErrorCategory.InvalidOperation,
            message,
            action,
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            null);

    public static ControlException PathUnavailable(string path, string message, string action, Exception? inner = null) =>
        Make(ErrorIds.PathUnavailable, ControlErrorCategory.ResourceUnavailable, message, action, path, inner);

    public static ControlException EndpointUnavailable(string endpoint, string message, string action, Exception? inner = null) =>
        Make(ErrorIds.EndpointUnavailable, ControlErrorCategory.ResourceUnavailable, message, action, endpoint, inner);

    public static ControlException RepositoryUnavailable(string reason) =>
        Make(
            ErrorIds.RepositoryUnavailable,
            ControlErrorCategory.InvalidOperation,
            $"The repository takes no data now: {reason}",
            "See Get-OptosDicomHost for its state; it resumes by itself when the cause is gone.",
            null,
            null);

    public static ControlException RemoteFailed(string name, string message, string action, Exception? inner = null) =>
        Make(ErrorIds.RemoteAEFailed, ControlErrorCategory.ResourceUnavailable, message, action, name, inner);

    private static ControlException Make(
        string id, ControlErrorCategory category, string message, string action, string? target, Exception? inner) =>
        new(new ControlError { Id = id, Category = category, Message = message, RecommendedAction = action, Target = target }, inner);
}
