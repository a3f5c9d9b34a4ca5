namespace OptosAdvance.Dicom.Contracts;

/// <summary>Stable ids of the errors that the host answers; a cmdlet's error id is <c>Optos</c> + the id.</summary>
public static class ErrorIds
{
    /// <summary>The host does not run, or its endpoint cannot be opened.</summary>
    public const string HostNotRunning = "HostNotRunning";

    /// <summary>The caller may not open the endpoint.</summary>
    public const string AccessDenied = "AccessDenied";

    /// <summary>One or more values are invalid; see <see cref="ControlError.Errors"/>.</summary>
    public const string InvalidConfiguration = "InvalidConfiguration";

    /// <summary>A configuration document is wrong; the message has every error with its line.</summary>
    public const string InvalidDocument = "InvalidDocument";

    /// <summary>The named item does not exist.</summary>
    public const string NotFound = "NotFound";

    /// <summary>The named item exists already.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>A TCP port is taken or an address is not of this machine.</summary>
    public const string EndpointUnavailable = "EndpointUnavailable";

    /// <summary>A folder cannot be created, read or written.</summary>
    public const string PathUnavailable = "PathUnavailable";

    /// <summary>A value of a request is invalid.</summary>
    public const string InvalidArgument = "InvalidArgument";

    /// <summary>The repository does not take data now (suspended, volume missing).</summary>
    public const string RepositoryUnavailable = "RepositoryUnavailable";

    /// <summary>A job is not in a state in which this can be done with it.</summary>
    public const string JobState = "JobState";

    /// <summary>A remote AE cannot be reached, or refused what it was asked.</summary>
    public const string RemoteAEFailed = "RemoteAEFailed";

    /// <summary>Anything else; the host's log has the details.</summary>
    public const string InternalError = "InternalError";
}
