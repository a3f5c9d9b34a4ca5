namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Tests that measure the process or the machine, and so run by themselves.</summary>
[CollectionDefinition(nameof(MeasuringTests), DisableParallelization = true)]
public sealed class MeasuringTests;
