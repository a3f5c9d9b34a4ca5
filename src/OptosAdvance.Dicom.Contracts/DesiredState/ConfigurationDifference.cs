namespace OptosAdvance.Dicom.Contracts;

/// <summary>One property of one resource that is not as a document wants it.</summary>
/// <param name="Resource">What it is about: a section (<c>LocalAE</c>) or <c>RemoteAE/PACS1</c>.</param>
/// <param name="Property">Property name; <c>_exist</c> for a remote AE that is missing or too many.</param>
/// <param name="Desired">What the document wants; null for none.</param>
/// <param name="Actual">What was found; null for none.</param>
/// <param name="File">File of the document; null for a text without one.</param>
/// <param name="Line">Line of the document, from 1; 0 when it has none.</param>
public sealed record ConfigurationDifference(string Resource, string Property, string? Desired, string? Actual, string? File, int Line)
{
    /// <summary>For people: <c>LocalAE.Port is 105, not 104 (site.dsc.yaml line 12)</c>.</summary>
    public override string ToString()
    {
        var place = Line == 0 ? "" : $" ({(File is null ? "" : Path.GetFileName(File) + " ")}line {Line})";
        return $"{Resource}.{Property} is {Actual ?? "(none)"}, not {Desired ?? "(none)"}{place}";
    }
}
