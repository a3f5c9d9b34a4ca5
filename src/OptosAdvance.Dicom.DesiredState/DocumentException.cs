using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A document that is wrong; everything that is wrong with it.</summary>
#pragma warning disable CA1032 // Without errors it has no meaning.
public sealed class DocumentException : Exception
#pragma warning restore CA1032
{
    internal DocumentException(IReadOnlyList<DocumentError> errors, int more)
        : base(Describe(errors, more)) => Errors = errors;

    /// <summary>Every error, in the order of the document.</summary>
    public IReadOnlyList<DocumentError> Errors { get; }

    /// <summary>The error for callers of the control endpoint and of cmdlets.</summary>
    /// <param name="target">What document, for people.</param>
    public ControlException ToControlException(string target) => new(
        new ControlError
        {
            Id = ErrorIds.InvalidDocument,
            Category = ControlErrorCategory.InvalidArgument,
            Message = Message,
            RecommendedAction = "Correct the document; nothing has been changed.",
            Target = target,
        },
        this);

    private static string Describe(IReadOnlyList<DocumentError> errors, int more)
    {
        var head = errors.Count + more == 1 ? "The document has an error:" : $"The document has {errors.Count + more} errors:";
        var lines = errors.Select(error => $"{Environment.NewLine}  {error}");
        return head + string.Concat(lines) + (more == 0 ? "" : $"{Environment.NewLine}  and {more} more");
    }
}
