namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Counts what is read; a document that is larger or deeper than any real one ends here.</summary>
internal sealed class NodeBudget
{
    private int _nodes;

    /// <exception cref="DocumentReadException">Too many values, or too deep.</exception>
    public void Count(DocumentPosition position, int depth)
    {
        if (++_nodes > DocumentLimits.Nodes)
        {
            throw new DocumentReadException(position, $"The document has more than {DocumentLimits.Nodes} values.");
        }

        if (depth > DocumentLimits.Depth)
        {
            throw new DocumentReadException(position, $"Objects and arrays are more than {DocumentLimits.Depth} deep here.");
        }
    }
}
