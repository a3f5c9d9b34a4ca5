using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Keeps the objects of a pipeline in a variable or a file, and sends them on.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
internal sealed class TeeObjectCommand : PSCmdlet
{
    private readonly List<PSObject> items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "File")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Append { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            items.Add(InputObject);
        }

        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        if (Variable is not null)
        {
            SessionState.PSVariable.Set(Variable, items.Count == 1 ? items[0] : items.ToArray());
            return;
        }

        InvokeCommand.InvokeScript(
            "param($objects, $path, $append) $objects | Out-File -FilePath $path -Append:$append", items.ToArray(), FilePath!, Append.IsPresent);
    }
}
