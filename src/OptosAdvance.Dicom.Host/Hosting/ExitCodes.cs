namespace OptosAdvance.Dicom.Host;

/// <summary>What <c>optosd</c> tells whoever started it.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Something unforeseen; the log has the details.</summary>
    public const int Failure = 1;

    /// <summary>Another host uses the data directory.</summary>
    public const int AlreadyRunning = 3;

    /// <summary>The data directory or what lies in it cannot be used: no access, broken configuration.</summary>
    public const int CannotStart = 4;
}
