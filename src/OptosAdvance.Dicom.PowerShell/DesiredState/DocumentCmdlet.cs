using System.Collections;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>A cmdlet that works with a configuration document.</summary>
public abstract class DocumentCmdlet : OptosCmdlet
{
    /// <summary>
    /// Path of the configuration document: a DSC v3 document in YAML or JSON whose resources are of types such as
    /// OptosAdvance.Dicom/LocalAE.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Values of the document's parameters by name. They win over those of ParametersPath.</summary>
    [Parameter]
    public IDictionary? Parameters { get; set; }

    /// <summary>Path of a file with values of the document's parameters (YAML or JSON): parameters, with names and values.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ParametersPath { get; set; }

    private protected DocumentSource ReadSource() => ReadSource(Path);

    /// <exception cref="ControlException">A file cannot be read.</exception>
    private protected DocumentSource ReadSource(string path)
    {
        var file = FileSystemPath(path);
        var parametersFile = ParametersPath is null ? null : FileSystemPath(ParametersPath);
        return new DocumentSource
        {
            Path = file,
            Text = ReadText(file),
            ParametersPath = parametersFile,
            ParametersText = parametersFile is null ? null : ReadText(parametersFile),
            Parameters = ParameterJson.Read(Parameters),
        };
    }

    /// <summary>
    /// Evaluates a document against the configuration in force. A document that is wrong is said to be so even when no host runs.
    /// </summary>
    /// <exception cref="ControlException">The document is wrong, or the host does not run.</exception>
    private protected async Task<EvaluatedDocument> EvaluateAsync(DocumentSource source)
    {
        ControlException? unreachable = null;
        var actual = new ApplianceConfiguration();
        try
        {
            actual = await (await ControlAsync()).GetConfigurationAsync(StopToken);
        }
        catch (ControlException e) when (e.Error.Id == ErrorIds.HostNotRunning)
        {
            unreachable = e;
        }

        var document = Evaluate(source, actual);
        return unreachable is null ? document : throw unreachable;
    }

    /// <exception cref="ControlException">The document is wrong.</exception>
    private protected EvaluatedDocument Evaluate(DocumentSource source, ApplianceConfiguration actual)
    {
        var folder = System.IO.Path.GetDirectoryName(source.Path)!;
        try
        {
            var document = ConfigurationDocument.Evaluate(source, new EvaluationInputs
            {
                Actual = actual,
                ReadFile = path => TryReadText(System.IO.Path.Combine(folder, path)),
                Secret = (name, vault) => SecretVault.Find(this, name, vault),
                SecretSource = SecretVault.Description,
            });
            foreach (var warning in document.Warnings)
            {
                WriteWarning(warning);
            }

            return document;
        }
        catch (DocumentException e)
        {
            throw e.ToControlException(source.Path!);
        }
    }

    private static string? TryReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The document's error says that there is none.
            return null;
        }
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var isMissing = e is FileNotFoundException or DirectoryNotFoundException;
            throw new ControlException(
                new ControlError
                {
                    Id = isMissing ? "PathNotFound" : ErrorIds.PathUnavailable,
                    Category = isMissing ? ControlErrorCategory.ObjectNotFound : ControlErrorCategory.ResourceUnavailable,
                    Message = isMissing ? $"There is no file '{file}'." : $"'{file}' cannot be read: {e.Message}",
                    RecommendedAction = "Check the path.",
                    Target = file,
                },
                e);
        }
    }
}
