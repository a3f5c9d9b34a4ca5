namespace OptosAdvance.Dicom.Host;

/// <summary>What a recovery found.</summary>
/// <param name="Entries">Entries of the log.</param>
/// <param name="Indexed">Instances that are whole and in the index.</param>
/// <param name="Discarded">Instances that had not been acknowledged and were not whole.</param>
/// <param name="Restored">Instances whose earlier version was kept.</param>
internal readonly record struct RecoverySummary(int Entries, int Indexed, int Discarded, int Restored);
