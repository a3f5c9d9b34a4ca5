using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Shows by example how a watermark is written.</summary>
internal sealed class WatermarkCompleter : IArgumentCompleter
{
    private static readonly string[] Examples = ["5%", "10%", "15%", "20%", "5GB", "20GB", "50GB"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Examples.Where(text => text.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(text => new CompletionResult(text));
}
