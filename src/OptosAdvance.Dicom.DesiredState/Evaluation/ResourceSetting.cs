namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Where a list of resources stands.</summary>
/// <param name="Prefix">Ids of the groups around it, each with a slash.</param>
/// <param name="IsAssertion">Whether an assertion is around it.</param>
/// <param name="DependsOn">What the groups around it depend on.</param>
internal sealed record ResourceSetting(string Prefix, bool IsAssertion, IReadOnlyList<string> DependsOn);
