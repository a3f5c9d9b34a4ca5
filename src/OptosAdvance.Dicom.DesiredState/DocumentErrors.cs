namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Collects what is wrong, so that all of it can be said at once.</summary>
internal sealed class DocumentErrors
{
    private readonly HashSet<DocumentError> _errors = [];
    private int _more;

    public bool Any => _errors.Count > 0;

    public void Add(DocumentPosition position, string message)
    {
        if (_errors.Count < DocumentLimits.Errors)
        {
            _errors.Add(new DocumentError(position.File, position.Line, position.Column, message));
        }
        else
        {
            _more++;
        }
    }

    /// <exception cref="DocumentException">Something was added.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new DocumentException([.. _errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)], _more);
        }
    }
}
