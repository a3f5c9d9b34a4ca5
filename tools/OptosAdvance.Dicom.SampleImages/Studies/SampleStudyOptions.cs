namespace OptosAdvance.Dicom.SampleImages;

/// <summary>What a synthesised study has. Immutable.</summary>
public sealed record SampleStudyOptions
{
    /// <summary>Columns of a fundus photograph, 64–8192.</summary>
    public int FundusWidth { get; init; } = 1024;

    /// <summary>Rows of a fundus photograph, 64–8192.</summary>
    public int FundusHeight { get; init; } = 1024;

    /// <summary>Columns of a wide-field image, 64–8192.</summary>
    public int WideFieldWidth { get; init; } = 1600;

    /// <summary>Rows of a wide-field image, 64–8192.</summary>
    public int WideFieldHeight { get; init; } = 1200;

    /// <summary>Whether there is a series of fundus photographs, one of each eye.</summary>
    public bool IncludeFundus { get; init; } = true;

    /// <summary>Whether there is a series of wide-field images, one of each eye.</summary>
    public bool IncludeWideField { get; init; } = true;

    /// <summary>JPEG quality, 1–100.</summary>
    public int Quality { get; init; } = 90;

    internal void Validate()
    {
        foreach (int side in (int[])[FundusWidth, FundusHeight, WideFieldWidth, WideFieldHeight])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 64);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(side, 8192);
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(Quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Quality, 100);
    }
}
