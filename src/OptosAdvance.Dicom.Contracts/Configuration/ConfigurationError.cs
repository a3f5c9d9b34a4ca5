namespace OptosAdvance.Dicom.Contracts;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Target">Section (<c>LocalAE</c>) or <c>RemoteAE/PACS1</c>.</param>
/// <param name="Property">Property name.</param>
/// <param name="Value">The wrong value as text; null when it is missing.</param>
/// <param name="Message">What is wrong, naming the value.</param>
/// <param name="RecommendedAction">What to do.</param>
public sealed record ConfigurationError(string Target, string Property, string? Value, string Message, string RecommendedAction);
