namespace OptosAdvance.Dicom.Network;

/// <summary>Who aborted (PS3.8 9.3.8).</summary>
internal enum AbortSource : byte
{
    ServiceUser = 0,
    Reserved = 1,
    ServiceProvider = 2,
}
