using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>What a document wants, after all of it has been checked.</summary>
public sealed record EvaluatedDocument
{
    /// <summary>Resources in the order in which they are applied; those that a condition leaves out are not there.</summary>
    public EquatableList<DesiredResource> Resources { get; init; } = EquatableList<DesiredResource>.Empty;

    /// <summary>What is right but deserves a look, with its place.</summary>
    public EquatableList<string> Warnings { get; init; } = EquatableList<string>.Empty;

    /// <summary>Files that the document includes, by their relative path.</summary>
    public EquatableList<string> Includes { get; init; } = EquatableList<string>.Empty;
}
