namespace OptosAdvance.Dicom.Contracts;

/// <summary>Whether a remote AE offers one of the services that its entry says.</summary>
public sealed record ServiceTestResult
{
    /// <summary>The service.</summary>
    public RemoteServices Service { get; init; }

    /// <summary>It is offered as it is needed.</summary>
    public bool Success { get; init; }

    /// <summary>What happened, for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do when it is not offered.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>SOP classes that were accepted, by name.</summary>
    public EquatableList<string> Accepted { get; init; } = EquatableList<string>.Empty;

    /// <summary>SOP classes that were refused, by name.</summary>
    public EquatableList<string> Refused { get; init; } = EquatableList<string>.Empty;

    /// <summary>Service and outcome.</summary>
    public override string ToString() => $"{Service}: {(Success ? "yes" : "no")}";
}
