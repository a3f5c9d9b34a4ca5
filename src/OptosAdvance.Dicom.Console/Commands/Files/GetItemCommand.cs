using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gets the item at a path: a file, a folder, a variable …</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = "Path")]
internal sealed class GetItemCommand : PathCommand
{
    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var filter = new NameFilter(Filter, Include, Exclude);
        foreach (var path in Paths)
        {
            Attempt("GetItemError", path, () =>
            {
                foreach (var item in InvokeProvider.Item.Get([path], Force, IsLiteral))
                {
                    if (filter.Allows(item.Properties["PSChildName"]?.Value?.ToString() ?? item.ToString()))
                    {
                        WriteObject(item);
                    }
                }
            });
        }
    }
}
