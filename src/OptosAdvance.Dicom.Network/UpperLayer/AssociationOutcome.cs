namespace OptosAdvance.Dicom.Network;

/// <summary>How an association ended, and one sentence about it.</summary>
internal sealed record AssociationOutcome(AssociationEnding Ending, string Text);
