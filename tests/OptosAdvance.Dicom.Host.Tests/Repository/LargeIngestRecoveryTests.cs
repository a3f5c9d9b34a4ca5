namespace OptosAdvance.Dicom.Host.Tests;

public sealed class LargeIngestRecoveryTests() : IngestRecoveryTests(600_000);
