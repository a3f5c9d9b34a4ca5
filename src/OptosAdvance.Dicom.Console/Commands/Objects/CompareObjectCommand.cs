using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Says which objects are only in one of two lists.</summary>
[Cmdlet(VerbsData.Compare, "Object")]
internal sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<PSObject> differences = [];

    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessRecord() => differences.AddRange(DifferenceObject);

    protected override void EndProcessing()
    {
        var properties = ObjectProperty.Parse(Property);
        var order = new ObjectOrder(CaseSensitive, CultureInfo.CurrentCulture);
        var onlyReference = ReferenceObject.ToList();
        var onlyDifference = new List<PSObject>();
        foreach (var item in differences)
        {
            var match = onlyReference.FindIndex(known => Keys(known, properties).Zip(Keys(item, properties))
                .All(pair => order.Compare(pair.First, pair.Second) == 0));
            if (match < 0)
            {
                onlyDifference.Add(item);
                continue;
            }

            if (IncludeEqual || ExcludeDifferent)
            {
                Emit(onlyReference[match], "==", properties);
            }

            onlyReference.RemoveAt(match);
        }

        if (!ExcludeDifferent)
        {
            onlyDifference.ForEach(item => Emit(item, "=>", properties));
            onlyReference.ForEach(item => Emit(item, "<=", properties));
        }
    }

    private static IEnumerable<object?> Keys(PSObject item, IReadOnlyList<ObjectProperty> properties) =>
        properties.Count == 0 ? [item] : properties.Select(property => property.Value(item));

    private void Emit(PSObject item, string side, IReadOnlyList<ObjectProperty> properties)
    {
        var output = PassThru ? item : new PSObject();
        if (!PassThru && properties.Count == 0)
        {
            output.Properties.Add(new PSNoteProperty("InputObject", item));
        }

        foreach (var property in PassThru ? [] : properties)
        {
            output.Properties.Add(new PSNoteProperty(property.Label ?? property.Expression.ToString(), property.Value(item)));
        }

        output.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(output);
    }
}
