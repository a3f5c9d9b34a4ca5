using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Makes the error records of the module: every one has an id <c>Optos…</c>, a category, a target, and what to do.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of an error that the host answered.</summary>
    public static ErrorRecord ToErrorRecord(this ControlException exception, object? target = null)
    {
        var error = exception.Error;
        var lines = error.Errors
            .Where(each => !error.Message.Contains(each.Message))
            .Select(each => $"{Environment.NewLine}  {each.Target}.{each.Property}: {each.Message} {each.RecommendedAction}".TrimEnd());
        return Create(
            error.Id,
            Enum.TryParse<ErrorCategory>(error.Category.ToString(), out var category) ? category : CategoryOf(error),
            error.Message + string.Concat(lines),
            error.RecommendedAction ?? string.Join(" ", error.Errors.Select(each => each.RecommendedAction).Distinct()),
            (object?)error.Target ?? target,
            exception);
    }

    /// <summary>A record of the module's own.</summary>
    /// <param name="id">Id without its prefix.</param>
    /// <param name="category">Category.</param>
    /// <param name="message">What is wrong, with what value.</param>
    /// <param name="action">What to do; shown after the message.</param>
    /// <param name="target">Object concerned.</param>
    /// <param name="exception">Cause, where there is one.</param>
    public static ErrorRecord Create(
        string id, ErrorCategory category, string message, string action, object? target, Exception? exception = null)
    {
        var text = action.Length == 0 || message.Contains(action) ? message : $"{message} {action}";
        return new ErrorRecord(exception ?? new InvalidOperationException(message), "Optos" + id, category, target)
        {
            ErrorDetails = new ErrorDetails(text) { RecommendedAction = action },
        };
    }

    /// <summary>An item that was named literally is not there.</summary>
    public static ErrorRecord NotFound(string what, string name, string action) => Create(
        ErrorIds.NotFound, ErrorCategory.ObjectNotFound, $"There is no {what} '{name}'.", action, name);

    private static ErrorCategory CategoryOf(ControlError error) => error.Category switch
    {
        ControlErrorCategory.ConnectionError => ErrorCategory.ConnectionError,
        _ => ErrorCategory.NotSpecified,
    };
}
