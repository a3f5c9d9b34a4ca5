namespace OptosAdvance.Dicom.DesiredState;

/// <summary><c>.name</c> after something.</summary>
internal sealed record MemberExpression(int Offset, Expression Of, string Name) : Expression(Offset);
