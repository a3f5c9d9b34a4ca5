namespace OptosAdvance.Dicom.Contracts;

/// <summary>A parameter that was given for a document.</summary>
/// <param name="Name">Name.</param>
/// <param name="Json">Value as JSON; it may be a secret.</param>
public sealed record ParameterValue(string Name, string Json)
{
    /// <summary>The name only.</summary>
    public override string ToString() => Name;
}
