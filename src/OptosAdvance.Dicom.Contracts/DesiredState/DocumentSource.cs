namespace OptosAdvance.Dicom.Contracts;

/// <summary>A configuration document with what it is evaluated with.</summary>
public sealed record DocumentSource
{
    /// <summary>Absolute path that the document was read from; null for a text without one.</summary>
    public string? Path { get; init; }

    /// <summary>The document: YAML or JSON.</summary>
    public string Text { get; init; } = "";

    /// <summary>Absolute path that the parameters were read from; null for none.</summary>
    public string? ParametersPath { get; init; }

    /// <summary>The parameters file, <c>parameters: {name: value}</c> in YAML or JSON; null for none.</summary>
    public string? ParametersText { get; init; }

    /// <summary>Parameters that were given one by one; they win over the file's.</summary>
    public EquatableList<ParameterValue> Parameters { get; init; } = EquatableList<ParameterValue>.Empty;
}
