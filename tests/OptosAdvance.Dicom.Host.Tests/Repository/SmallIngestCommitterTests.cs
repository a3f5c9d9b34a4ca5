namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SmallIngestCommitterTests() : IngestCommitterTests(64);
