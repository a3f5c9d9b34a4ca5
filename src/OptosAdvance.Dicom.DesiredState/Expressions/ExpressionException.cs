namespace OptosAdvance.Dicom.DesiredState;

/// <summary>An expression is wrong, or fails.</summary>
#pragma warning disable CA1032, CA1064 // Caught by the evaluator, which knows the place.
internal sealed class ExpressionException(int offset, string message) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    /// <summary>Where in the text of the expression, from 0.</summary>
    public int Offset { get; } = offset;
}
