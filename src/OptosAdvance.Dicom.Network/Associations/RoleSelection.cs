using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>SCP/SCU role selection for one SOP class (PS3.7 D.3.3.4). Without it the requestor is SCU and the acceptor SCP.</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="Scu">The requestor may be SCU (proposed, or granted in the answer).</param>
/// <param name="Scp">The requestor may be SCP (proposed, or granted in the answer).</param>
public sealed record RoleSelection(DicomUid SopClass, bool Scu, bool Scp);
