namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A text, a number or a boolean.</summary>
internal sealed record LiteralExpression(int Offset, object Value) : Expression(Offset);
