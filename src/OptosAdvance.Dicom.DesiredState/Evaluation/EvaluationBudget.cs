namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Counts what evaluating costs; a document that multiplies itself ends here.</summary>
internal sealed class EvaluationBudget
{
    private long _steps;
    private long _characters;

    /// <exception cref="DocumentReadException">Too much.</exception>
    public void Step(DocumentPosition position, int steps = 1)
    {
        _steps += steps;
        if (_steps > DocumentLimits.Steps)
        {
            throw new DocumentReadException(position, $"Evaluating the document takes more than {DocumentLimits.Steps} steps; it repeats itself too often.");
        }
    }

    /// <exception cref="DocumentReadException">Too much.</exception>
    public void Made(int characters, DocumentPosition position)
    {
        _characters += characters;
        if (_characters > DocumentLimits.MadeCharacters)
        {
            throw new DocumentReadException(position, $"The expressions of the document make more than {DocumentLimits.MadeCharacters} characters.");
        }
    }

    /// <summary>What is shared counts as often as it is there.</summary>
    /// <exception cref="DocumentReadException">Too large, or too deep.</exception>
    public static void CheckSize(DocumentNode node, DocumentPosition position)
    {
        if (node.Weight > DocumentLimits.Nodes)
        {
            throw new DocumentReadException(position, $"Written out, this has more than {DocumentLimits.Nodes} values.");
        }

        if (node.Depth > DocumentLimits.Depth)
        {
            throw new DocumentReadException(position, $"Written out, objects and arrays are more than {DocumentLimits.Depth} deep here.");
        }
    }
}
