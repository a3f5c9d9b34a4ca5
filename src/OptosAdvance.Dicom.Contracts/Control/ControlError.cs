namespace OptosAdvance.Dicom.Contracts;

/// <summary>An error as it crosses the control endpoint.</summary>
public sealed record ControlError
{
    /// <summary>Stable id, one of <see cref="ErrorIds"/>.</summary>
    public string Id { get; init; } = ErrorIds.InternalError;

    /// <summary>Kind.</summary>
    public ControlErrorCategory Category { get; init; }

    /// <summary>What is wrong, with what value.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>Name of the object concerned.</summary>
    public string? Target { get; init; }

    /// <summary>Every error of a configuration that was refused.</summary>
    public EquatableList<ConfigurationError> Errors { get; init; } = EquatableList<ConfigurationError>.Empty;
}
