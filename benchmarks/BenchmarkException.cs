namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>A run that must not be counted.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
