namespace OptosAdvance.Dicom.Contracts;

/// <summary>Errors that a caller finds by itself.</summary>
internal static class ControlErrors
{
    public static ControlException HostNotRunning(ControlEndpoint endpoint, Exception? inner) => new(
        new ControlError
        {
            Id = ErrorIds.HostNotRunning,
            Category = ControlErrorCategory.ConnectionError,
            Message = $"The DICOM host of '{endpoint.DataDirectory}' does not run.",
            RecommendedAction = "Start it with Start-OptosDicomHost.",
            Target = endpoint.DataDirectory,
        },
        inner);

    public static ControlException ConnectionLost(ControlEndpoint endpoint, Exception inner) => new(
        new ControlError
        {
            Id = ErrorIds.HostNotRunning,
            Category = ControlErrorCategory.ConnectionError,
            Message = $"The connection with the DICOM host of '{endpoint.DataDirectory}' was lost: it has stopped, or closed the connection.",
            RecommendedAction = "See whether it runs with Get-OptosDicomHost; start it with Start-OptosDicomHost.",
            Target = endpoint.DataDirectory,
        },
        inner);

    public static ControlException AccessDenied(ControlEndpoint endpoint, Exception inner) => new(
        new ControlError
        {
            Id = ErrorIds.AccessDenied,
            Category = ControlErrorCategory.PermissionDenied,
            Message = $"You may not control the DICOM host of '{endpoint.DataDirectory}'.",
            RecommendedAction = "Run as the account that the host runs as, or as an administrator.",
            Target = endpoint.DataDirectory,
        },
        inner);
}
