namespace OptosAdvance.Dicom.Console;

/// <summary>What Measure-Object found in numbers.</summary>
public sealed class MeasureInfo
{
    /// <summary>How many values there were.</summary>
    public int Count { get; internal set; }

    /// <summary>The mean; null unless asked for.</summary>
    public double? Average { get; internal set; }

    /// <summary>The sum; null unless asked for.</summary>
    public double? Sum { get; internal set; }

    /// <summary>The greatest value; null unless asked for.</summary>
    public object? Maximum { get; internal set; }

    /// <summary>The smallest value; null unless asked for.</summary>
    public object? Minimum { get; internal set; }

    /// <summary>The sample's standard deviation; null unless asked for.</summary>
    public double? StandardDeviation { get; internal set; }

    /// <summary>The measured property; null when the objects themselves were measured.</summary>
    public string? Property { get; internal set; }
}
