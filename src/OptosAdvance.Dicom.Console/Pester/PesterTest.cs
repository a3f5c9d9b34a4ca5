namespace OptosAdvance.Dicom.Console;

/// <summary>One It.</summary>
public sealed class PesterTest : PesterItem
{
    /// <summary>How it ended.</summary>
    public PesterResult Result { get; internal set; }

    /// <summary>Why it was skipped.</summary>
    public string? Reason { get; internal set; }

    /// <summary>A filter chose it.</summary>
    internal bool IsChosen { get; set; } = true;
}
