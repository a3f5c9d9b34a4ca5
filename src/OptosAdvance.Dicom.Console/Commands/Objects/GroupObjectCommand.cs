using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Puts objects with equal properties together.</summary>
[Cmdlet(VerbsData.Group, "Object")]
internal sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<GroupInfo> groups = [];
    private IReadOnlyList<ObjectProperty> properties = [];
    private ObjectOrder order = new(caseSensitive: false, CultureInfo.CurrentCulture);

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    protected override void BeginProcessing()
    {
        properties = ObjectProperty.Parse(Property);
        var culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        order = new ObjectOrder(CaseSensitive, culture);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        object?[] values = properties.Count == 0 ? [InputObject.BaseObject] : [.. properties.Select(property => property.Value(InputObject))];
        var group = groups.Find(known => known.Values.Zip(values).All(pair => order.Compare(pair.First, pair.Second) == 0));
        if (group is null)
        {
            group = new GroupInfo(values);
            groups.Add(group);
        }

        group.Count++;
        if (!NoElement)
        {
            group.Group.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        if (AsHashTable)
        {
            WriteObject(Table());
            return;
        }

        foreach (var group in groups.OrderBy(group => group, Comparer<GroupInfo>.Create(CompareValues)))
        {
            var output = PSObject.AsPSObject(group);
            output.TypeNames.Insert(0, NoElement
                ? "Microsoft.PowerShell.Commands.GroupInfoNoElement"
                : "Microsoft.PowerShell.Commands.GroupInfo");
            WriteObject(output);
        }
    }

    private int CompareValues(GroupInfo first, GroupInfo second) => first.Values
        .Zip(second.Values)
        .Select(pair => order.Compare(pair.First, pair.Second))
        .FirstOrDefault(result => result != 0);

    private Hashtable Table()
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (var group in groups)
        {
            var key = group.Values is [var single] && !AsString ? single ?? "" : group.Name;
            table.Add(key is PSObject wrapped ? wrapped.BaseObject : key, group.Group);
        }

        return table;
    }
}
