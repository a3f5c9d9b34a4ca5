namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A function of the expression language.</summary>
/// <param name="Minimum">Fewest arguments.</param>
/// <param name="Maximum">Most arguments.</param>
/// <param name="Invoke">What it does.</param>
internal sealed record DocumentFunction(int Minimum, int Maximum, Func<FunctionCall, DocumentNode> Invoke);
