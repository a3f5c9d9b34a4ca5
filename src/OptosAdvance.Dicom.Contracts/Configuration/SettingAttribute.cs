namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// What help, JSON schemas and documentation tables say of a setting. The one place where it is written.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>One sentence for an administrator.</summary>
    public string Description { get; } = description;

    /// <summary>Smallest valid number, where there is one.</summary>
    public double Minimum { get; set; } = double.NaN;

    /// <summary>Largest valid number, where there is one.</summary>
    public double Maximum { get; set; } = double.NaN;

    /// <summary>Unit of a number: seconds, days, studies.</summary>
    public string? Unit { get; set; }

    /// <summary>A value that is valid, as it is typed.</summary>
    public string? Example { get; set; }

    /// <summary>The value may be written, and is never read back, exported or logged.</summary>
    public bool IsSecret { get; set; }

    /// <summary>The value is told and cannot be set.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>When two texts mean the same.</summary>
    public SettingComparison Comparison { get; set; }
}
