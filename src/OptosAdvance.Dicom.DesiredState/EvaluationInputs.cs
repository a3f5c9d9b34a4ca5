using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>What a document may ask of the machine that evaluates it.</summary>
public sealed record EvaluationInputs
{
    /// <summary>Value of an environment variable; null when there is none.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>A secret by its name and, where it is given, its vault; null when there is none.</summary>
    public Func<string, string?, string?> Secret { get; init; } = (_, _) => null;

    /// <summary>Where secrets come from, as the end of an error message.</summary>
    public string SecretSource { get; init; } = "there is no store of secrets here";

    /// <summary>Text of a file below the document's folder, by its relative path; null when there is none.</summary>
    public Func<string, string?> ReadFile { get; init; } = _ => null;

    /// <summary>The time of <c>utcNow()</c>.</summary>
    public Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary>The configuration that the document is held against; its secrets may be hidden.</summary>
    public ApplianceConfiguration Actual { get; init; } = new();

    /// <summary>Size of the repository's volume in bytes, where it is known: watermarks of different units are compared on it.</summary>
    public long? VolumeBytes { get; init; }
}
