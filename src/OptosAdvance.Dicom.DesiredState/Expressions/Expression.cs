namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A part of an expression.</summary>
/// <param name="Offset">Where it begins in the text of the expression, from 0.</param>
internal abstract record Expression(int Offset);
