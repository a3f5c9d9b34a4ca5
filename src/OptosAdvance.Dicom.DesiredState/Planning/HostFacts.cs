namespace OptosAdvance.Dicom.DesiredState;

/// <summary>What is known of the host that resources are held against.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="DataDirectory">Its data directory, absolute; null when it is not known.</param>
public sealed record HostFacts(bool IsRunning, string? DataDirectory);
