namespace OptosAdvance.Dicom.DesiredState;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="File">File; null for a text without one.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record DocumentError(string? File, int Line, int Column, string Message)
{
    /// <summary>As compilers write it: <c>site.dsc.yaml(12,9): …</c>.</summary>
    public override string ToString() => $"{(File is null ? "" : Path.GetFileName(File))}({Line},{Column}): {Message}";
}
