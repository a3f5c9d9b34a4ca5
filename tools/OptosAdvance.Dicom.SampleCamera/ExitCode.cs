namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>What the process answers to scripts.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 1;

    /// <summary>A file was not a DICOM file.</summary>
    public const int BadFile = 2;

    /// <summary>The peer took the association but not every instance.</summary>
    public const int NotStored = 3;

    /// <summary>The peer rejected the association.</summary>
    public const int Rejected = 4;

    /// <summary>The peer could not be reached, or the conversation broke.</summary>
    public const int Network = 5;
}
