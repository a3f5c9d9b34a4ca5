namespace OptosAdvance.Dicom.Host.Tests;

public sealed class LargeIngestCommitterTests() : IngestCommitterTests(600_000);
