namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A call of a function.</summary>
internal sealed record CallExpression(int Offset, string Name, IReadOnlyList<Expression> Arguments) : Expression(Offset);
