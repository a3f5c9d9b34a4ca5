namespace OptosAdvance.Dicom.Console;

/// <summary>What Measure-Object found in text.</summary>
public sealed class TextMeasureInfo
{
    /// <summary>How many lines; null unless asked for.</summary>
    public int? Lines { get; internal set; }

    /// <summary>How many words; null unless asked for.</summary>
    public int? Words { get; internal set; }

    /// <summary>How many characters; null unless asked for.</summary>
    public int? Characters { get; internal set; }

    /// <summary>The measured property; null when the objects themselves were measured.</summary>
    public string? Property { get; internal set; }
}
