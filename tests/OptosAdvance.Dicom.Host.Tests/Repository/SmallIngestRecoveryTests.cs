namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SmallIngestRecoveryTests() : IngestRecoveryTests(64);
