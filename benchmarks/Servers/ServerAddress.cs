namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Where a server on this machine listens, and as what.</summary>
internal sealed record ServerAddress(string AETitle, int Port);
