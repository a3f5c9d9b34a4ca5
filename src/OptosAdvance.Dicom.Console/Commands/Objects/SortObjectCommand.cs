using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Sorts objects by their properties; equal objects keep their order.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
internal sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        var order = new ObjectOrder(CaseSensitive, culture);
        var properties = ObjectProperty.Parse(Property);
        var keyed = items.Select(item => (Item: item, Keys: Keys(item, properties))).ToList();
        IEnumerable<(PSObject Item, object?[] Keys)> sorted = keyed.Order(Comparer<(PSObject Item, object?[] Keys)>.Create(
            (first, second) => Compare(first.Keys, second.Keys, properties, order)));
        if (Unique)
        {
            sorted = WithoutRepeats(sorted, (first, second) => Compare(first, second, properties, order) == 0);
        }

        if (Top > 0)
        {
            sorted = sorted.Take(Top);
        }
        else if (Bottom > 0)
        {
            sorted = sorted.TakeLast(Bottom);
        }

        foreach (var (item, _) in sorted.ToList())
        {
            WriteObject(item);
        }
    }

    private static object?[] Keys(PSObject item, IReadOnlyList<ObjectProperty> properties) =>
        properties.Count == 0 ? [item] : [.. properties.Select(property => property.Value(item))];

    private static IEnumerable<(PSObject Item, object?[] Keys)> WithoutRepeats(
        IEnumerable<(PSObject Item, object?[] Keys)> sorted, Func<object?[], object?[], bool> isSame)
    {
        object?[]? last = null;
        foreach (var entry in sorted)
        {
            if (last is null || !isSame(last, entry.Keys))
            {
                yield return entry;
            }

            last = entry.Keys;
        }
    }

    private int Compare(object?[] first, object?[] second, IReadOnlyList<ObjectProperty> properties, ObjectOrder order)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var result = order.Compare(first[i], second[i]);
            if (result != 0)
            {
                var descending = (i < properties.Count ? properties[i].Descending : null) ?? Descending.IsPresent;
                return descending ? -result : result;
            }
        }

        return 0;
    }
}
