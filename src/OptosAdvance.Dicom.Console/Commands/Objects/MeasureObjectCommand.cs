using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Counts objects and calculates with their properties.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = "GenericMeasure")]
internal sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<PSObject> items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var properties = ObjectProperty.Parse(Property);
        if (properties.Count == 0)
        {
            Measure(null, items);
        }

        foreach (var property in properties)
        {
            var found = items.Select(property.Value).Where(value => value is not null).ToList();
            if (found.Count == 0 && items.Count > 0)
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException($"The property \"{property.Expression}\" cannot be found in the input for any objects."),
                    "GenericMeasurePropertyNotFound", ErrorCategory.InvalidArgument, null));
                continue;
            }

            Measure(property.Label ?? property.Expression.ToString(), found!);
        }
    }

    private void Measure(string? property, IReadOnlyList<object> values) =>
        WriteObject(ParameterSetName == "TextMeasure" ? MeasureText(property, values) : MeasureValues(property, values));

    private PSObject MeasureValues(string? property, IReadOnlyList<object> values)
    {
        var info = new MeasureInfo { Count = values.Count, Property = property };
        if (Sum || Average || StandardDeviation || AllStats)
        {
            var numbers = values.Select(Number).OfType<double>().ToList();
            var sum = numbers.Sum();
            var mean = numbers.Count > 0 ? sum / numbers.Count : 0;
            info.Sum = Sum || AllStats ? sum : null;
            info.Average = Average || AllStats ? mean : null;
            info.StandardDeviation = StandardDeviation || AllStats ? Deviation(numbers, mean) : null;
        }

        if ((Maximum || Minimum || AllStats) && values.Count > 0)
        {
            var order = new ObjectOrder(caseSensitive: false, CultureInfo.CurrentCulture);
            info.Maximum = Maximum || AllStats ? AsNumber(values.Max(order)) : null;
            info.Minimum = Minimum || AllStats ? AsNumber(values.Min(order)) : null;
        }

        var output = PSObject.AsPSObject(info);
        output.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        return output;
    }

    private PSObject MeasureText(string? property, IReadOnlyList<object> values)
    {
        var texts = values.Select(value => value.ToString() ?? "").ToList();
        var info = new TextMeasureInfo { Property = property };
        if (Line)
        {
            info.Lines = texts.Sum(text => text.Length == 0 ? 0 : text.TrimEnd('\n').Split('\n').Length);
        }

        if (Word)
        {
            info.Words = texts.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        }

        if (Character)
        {
            info.Characters = texts.Sum(text => IgnoreWhiteSpace ? text.Count(c => !char.IsWhiteSpace(c)) : text.Length);
        }

        var output = PSObject.AsPSObject(info);
        output.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.TextMeasureInfo");
        return output;
    }

    private static double Deviation(List<double> numbers, double mean) =>
        numbers.Count < 2 ? 0 : Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1));

    private static object? AsNumber(object? value) =>
        LanguagePrimitives.TryConvertTo<double>(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture, out var number)
            ? number
            : value;

    private double? Number(object value)
    {
        if (LanguagePrimitives.TryConvertTo<double>(value, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        WriteError(new ErrorRecord(
            new PSArgumentException($"Input object \"{value}\" is not numeric."), "NonNumericInputObject", ErrorCategory.InvalidType, value));
        return null;
    }
}
