namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>The collection of tests that measure a process or load the machine.</summary>
internal static class OneAtATime
{
    public const string Name = "One at a time";
}
