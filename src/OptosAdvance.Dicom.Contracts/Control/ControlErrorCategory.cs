namespace OptosAdvance.Dicom.Contracts;

/// <summary>Kind of a control error; the names are those of PowerShell's ErrorCategory.</summary>
public enum ControlErrorCategory
{
    /// <summary>Not specified.</summary>
    NotSpecified,

    /// <summary>A value is invalid.</summary>
    InvalidArgument,

    /// <summary>The object is not there.</summary>
    ObjectNotFound,

    /// <summary>The object exists already.</summary>
    ResourceExists,

    /// <summary>A port, path or device is not available.</summary>
    ResourceUnavailable,

    /// <summary>The caller may not.</summary>
    PermissionDenied,

    /// <summary>No connection with the host.</summary>
    ConnectionError,

    /// <summary>The state of the host does not allow it now.</summary>
    InvalidOperation,

    /// <summary>A time limit passed.</summary>
    OperationTimeout,
}
