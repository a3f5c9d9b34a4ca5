using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Configuration documents of DSC v3 (YAML or JSON) that hold resources of this appliance.</summary>
/// <remarks>
/// A document is read, evaluated and checked as a whole before anybody changes anything; everything that is wrong with it is said at
/// once, with file, line and column. Thread-safe. What a document may cost is bounded.
/// </remarks>
public static class ConfigurationDocument
{
    /// <summary>Evaluates a document.</summary>
    /// <param name="source">The document and its parameters.</param>
    /// <param name="inputs">What the document may ask of the machine.</param>
    /// <exception cref="DocumentException">The document is wrong; holds every error.</exception>
    public static EvaluatedDocument Evaluate(DocumentSource source, EvaluationInputs inputs) => new DocumentEvaluator(source, inputs).Run();
}
