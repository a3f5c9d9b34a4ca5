namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpareIngestRecoveryTests() : IngestRecoveryTests(600_000, hasSpares: true);
