using System.Management.Automation;
using System.Reflection;

namespace OptosAdvance.Dicom.Console;

/// <summary>Loads assemblies; this engine carries no compiler for source code.</summary>
[Cmdlet(VerbsCommon.Add, "Type", DefaultParameterSetName = "AssemblyName")]
internal sealed class AddTypeCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "AssemblyName")]
    [Alias("AN")]
    public string[] AssemblyName { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [Alias("LiteralPath")]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in AssemblyName)
        {
            Load(name, () => Assembly.Load(new AssemblyName(name)));
        }

        foreach (var file in Path.SelectMany(path => SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)))
        {
            Load(file, () => Assembly.LoadFrom(file));
        }
    }

    private void Load(string name, Func<Assembly> load)
    {
        try
        {
            var assembly = load();
            if (PassThru)
            {
                WriteObject(assembly.GetExportedTypes(), enumerateCollection: true);
            }
        }
        catch (Exception problem) when (problem is IOException or BadImageFormatException)
        {
            ThrowTerminatingError(new ErrorRecord(problem, "ASSEMBLY_LOAD_ERROR", ErrorCategory.InvalidData, name));
        }
    }
}
