namespace OptosAdvance.Dicom.Contracts;

/// <summary>One resource of a configuration document, evaluated: what it wants of one part of the configuration.</summary>
public sealed record DesiredResource
{
    /// <summary>Identifies it in its document: <c>OptosAdvance.Dicom/RemoteAE:pacs</c>, after those of the groups that it is in.</summary>
    public string Id { get; init; } = "";

    /// <summary>Type: <c>OptosAdvance.Dicom/RemoteAE</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Name of the instance in the document.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is about: a section (<c>LocalAE</c>) or <c>RemoteAE/PACS1</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>File that it stands in; null for a text without one.</summary>
    public string? File { get; init; }

    /// <summary>Line that it begins in, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The change that brings it about: of one section, or one remote AE. Empty for <c>OptosAdvance.Dicom/Host</c>.</summary>
    public ConfigurationChange Change { get; init; } = new();

    /// <summary>What it wants of the host; for <c>OptosAdvance.Dicom/Host</c> only.</summary>
    public DesiredHost? Host { get; init; }

    /// <summary>Where its properties stand.</summary>
    public EquatableList<PropertyPlace> Places { get; init; } = EquatableList<PropertyPlace>.Empty;

    /// <summary>Ids of resources that have to be right before this one is changed.</summary>
    public EquatableList<string> DependsOn { get; init; } = EquatableList<string>.Empty;

    /// <summary>It is in an assertion: it is tested, never changed, and nothing is changed when it does not hold.</summary>
    public bool IsAssertion { get; init; }
}
