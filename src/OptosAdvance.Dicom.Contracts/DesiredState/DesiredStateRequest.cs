namespace OptosAdvance.Dicom.Contracts;

/// <summary>Asks the host to hold resources against its configuration, or to bring them about.</summary>
public sealed record DesiredStateRequest
{
    /// <summary>Resources, in the order in which they are applied.</summary>
    public EquatableList<DesiredResource> Resources { get; init; } = EquatableList<DesiredResource>.Empty;

    /// <summary>What asks, for the activity log: a cmdlet's name.</summary>
    public string? Origin { get; init; }
}
