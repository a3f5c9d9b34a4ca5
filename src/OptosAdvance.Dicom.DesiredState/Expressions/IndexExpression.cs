namespace OptosAdvance.Dicom.DesiredState;

/// <summary><c>[index]</c> after something.</summary>
internal sealed record IndexExpression(int Offset, Expression Of, Expression Index) : Expression(Offset);
