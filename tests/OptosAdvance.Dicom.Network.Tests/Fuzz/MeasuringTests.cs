namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>Tests that measure the memory of the process, and so run by themselves.</summary>
[CollectionDefinition(nameof(MeasuringTests), DisableParallelization = true)]
public sealed class MeasuringTests;
