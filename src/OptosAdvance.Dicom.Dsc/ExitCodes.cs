using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>Exit codes, as the manifests list them. DSC shows the manifest's text in place of the error output.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int CommandLine = 1;
    public const int InvalidInput = 2;
    public const int HostNotRunning = 3;
    public const int AccessDenied = 4;
    public const int Refused = 5;
    public const int ServiceFailed = 6;
    public const int Internal = 7;

    /// <summary>What each code means and what to do, for the manifests.</summary>
    public static IReadOnlyDictionary<int, string> Texts { get; } = new SortedDictionary<int, string>
    {
        [Success] = "Success",
        [CommandLine] = "The command line of optosdsc is not understood. See optosdsc --help.",
        [InvalidInput] = "A property or its value is invalid, alone or together with the others; the error trace names it.",
        [HostNotRunning] = "The DICOM host does not run. Start it with Start-OptosDicomHost, or with the resource OptosAdvance.Dicom/Host.",
        [AccessDenied] = "Access denied. Run as the account that the DICOM host runs as, or as an administrator.",
        [Refused] = "The DICOM host refused the change (a port that is taken, a path that cannot be written); the error trace says why. Nothing was changed.",
        [ServiceFailed] = "The service of the DICOM host could not be installed, started or stopped; the error trace says why.",
        [Internal] = "optosdsc or the DICOM host failed unexpectedly; the error trace and the log of the host have the details.",
    };

    /// <summary>The exit code for an error.</summary>
    public static int Of(ControlError error) => error.Id switch
    {
        ErrorIds.InvalidConfiguration or ErrorIds.InvalidArgument or ErrorIds.AlreadyExists or ErrorIds.NotFound => InvalidInput,
        ErrorIds.HostNotRunning => HostNotRunning,
        ErrorIds.AccessDenied => AccessDenied,
        ErrorIds.EndpointUnavailable or ErrorIds.PathUnavailable or ErrorIds.RepositoryUnavailable => Refused,
        ErrorIds.InternalError => Internal,
        _ when error.Id.StartsWith("Service", StringComparison.Ordinal) || error.Id.StartsWith("Host", StringComparison.Ordinal) => ServiceFailed,
        _ => Refused,
    };
}
