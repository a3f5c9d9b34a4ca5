namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpareIngestCommitterTests() : IngestCommitterTests(600_000, hasSpares: true);
