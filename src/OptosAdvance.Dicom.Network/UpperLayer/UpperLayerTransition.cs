namespace OptosAdvance.Dicom.Network;

/// <summary>A cell of the state table.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Next">The next state; of AE-6 the one when the request is acceptable, of AR-8 the one of the requestor.</param>
internal readonly record struct UpperLayerTransition(UpperLayerAction Action, UpperLayerState Next);
