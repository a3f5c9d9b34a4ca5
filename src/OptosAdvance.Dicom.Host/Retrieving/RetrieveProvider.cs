namespace OptosAdvance.Dicom.Host;

/// <summary>What receives the instances of a C-GET: the same provider, and the same count for the activity log, as of an inbound association.</summary>
/// <param name="Storage">Performs C-STORE.</param>
/// <param name="Counts">What it has stored and refused.</param>
/// <param name="Late">What it has answered, and is not stored yet.</param>
internal sealed record RetrieveProvider(StorageProvider Storage, InboundAssociation Counts, LateCommits Late);
