namespace OptosAdvance.Dicom.Core;

/// <summary>How much of a date and time is given.</summary>
public enum DicomTimePrecision
{
    /// <summary>The year alone.</summary>
    Year,

    /// <summary>To the month.</summary>
    Month,

    /// <summary>To the day.</summary>
    Day,

    /// <summary>To the hour.</summary>
    Hour,

    /// <summary>To the minute.</summary>
    Minute,

    /// <summary>To the second.</summary>
    Second,

    /// <summary>To a fraction of a second.</summary>
    Fraction,
}
