using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Tells where the commit of an instance goes on after its answer; null when it is to be answered after that.</summary>
/// <param name="request">What was asked.</param>
/// <param name="context">By whom.</param>
/// <param name="incoming">What has come, whole and checked.</param>
/// <param name="entry">Its row.</param>
internal delegate LateCommits? FindLateCommits(CStoreRequest request, DimseContext context, IncomingInstance incoming, IndexEntry entry);
