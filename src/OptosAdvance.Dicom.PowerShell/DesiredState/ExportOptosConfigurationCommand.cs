using System.Management.Automation;
using System.Text;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Writes the configuration of the appliance as a configuration document.</summary>
/// <remarks>
/// The document is a DSC v3 configuration document; importing it where it came from changes nothing. Secrets are not written: each that is
/// set is a parameter of type secureString, which is given when the document is used. A path that ends in .json gets JSON, any
/// other YAML.
/// </remarks>
/// <example>
/// <code>Export-OptosConfiguration ./site.dsc.yaml</code>
/// <para>Writes the configuration to a file.</para>
/// </example>
/// <example>
/// <code>Export-OptosConfiguration | Set-Clipboard</code>
/// <para>Without a path the document goes to the pipeline, as one text.</para>
/// </example>
[Cmdlet(VerbsData.Export, "OptosConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportOptosConfigurationCommand : OptosCmdlet
{
    /// <summary>File to write; by default the document goes to the pipeline.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var configuration = await control.GetConfigurationAsync(StopToken);
        if (Path is null)
        {
            WriteObject(ConfigurationExport.ToYaml(configuration));
            return;
        }

        var file = FileSystemPath(Path);
        if (File.Exists(file) && !Force)
        {
            WriteError(ErrorRecords.Create(ErrorIds.AlreadyExists, ErrorCategory.ResourceExists, $"There is a file '{file}' already.", "Give another path, or -Force to replace it.", file));
            return;
        }

        var isJson = string.Equals(System.IO.Path.GetExtension(file), ".json", StringComparison.OrdinalIgnoreCase);
        var text = isJson ? ConfigurationExport.ToJson(configuration) : ConfigurationExport.ToYaml(configuration);
        if (!ShouldProcess(file, "Write the configuration"))
        {
            return;
        }

        try
        {
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create(ErrorIds.PathUnavailable, ErrorCategory.WriteError, $"'{file}' cannot be written: {e.Message}", "Check the path and its rights.", file, e));
        }
    }
}
