namespace OptosAdvance.Dicom.Contracts;

/// <summary>One resource of a document held against the appliance.</summary>
public sealed record ResourceState
{
    /// <summary>See <see cref="DesiredResource.Id"/>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Type: <c>OptosAdvance.Dicom/RemoteAE</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Name of the instance in the document.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is about: a section (<c>LocalAE</c>) or <c>RemoteAE/PACS1</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>File that it stands in; null for a text without one.</summary>
    public string? File { get; init; }

    /// <summary>Line that it begins in.</summary>
    public int Line { get; init; }

    /// <summary>It is in an assertion, so it is never changed.</summary>
    public bool IsAssertion { get; init; }

    /// <summary>How it stands.</summary>
    public ResourceOutcome Outcome { get; init; }

    /// <summary>Properties that are, or were, not as wanted.</summary>
    public EquatableList<PropertyDifference> Differences { get; init; } = EquatableList<PropertyDifference>.Empty;

    /// <summary>Why it was not changed, and what to do; null when nothing went wrong.</summary>
    public string? Error { get; init; }
}
