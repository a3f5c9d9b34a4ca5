using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Chooses a number, or some of the objects it is given.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "RandomNumber")]
internal sealed class GetRandomCommand : PSCmdlet
{
    private readonly List<object?> items = [];
    private Random random = Random.Shared;

    [Parameter(Position = 0, ParameterSetName = "RandomNumber")]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = "RandomNumber")]
    public object? Minimum { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "RandomListItem")]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Shuffle")]
    [AllowNull]
    public object?[]? InputObject { get; set; }

    [Parameter(ParameterSetName = "RandomNumber")]
    [Parameter(ParameterSetName = "RandomListItem")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(Mandatory = true, ParameterSetName = "Shuffle")]
    public SwitchParameter Shuffle { get; set; }

    [Parameter]
    public int? SetSeed { get; set; }

    protected override void BeginProcessing()
    {
        if (SetSeed is { } seed)
        {
            random = new Random(seed);
        }
    }

    protected override void ProcessRecord() => items.AddRange(InputObject ?? []);

    protected override void EndProcessing()
    {
        if (ParameterSetName != "RandomNumber")
        {
            var chosen = items.ToArray();
            random.Shuffle(chosen);
            WriteObject(Shuffle ? chosen : chosen.Take(Count), enumerateCollection: true);
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            if (IsReal(Minimum) || IsReal(Maximum))
            {
                WriteObject(RealNumber());
            }
            else if (WholeNumber() is var number && number is >= int.MinValue and <= int.MaxValue)
            {
                WriteObject((int)number);
            }
            else
            {
                WriteObject(number);
            }
        }
    }

    private double RealNumber()
    {
        var low = Minimum is null ? 0 : LanguagePrimitives.ConvertTo<double>(Minimum);
        var high = Maximum is null ? double.MaxValue : LanguagePrimitives.ConvertTo<double>(Maximum);
        Check(low < high);
        return low + (random.NextDouble() * (high - low));
    }

    private long WholeNumber()
    {
        var low = Minimum is null ? 0 : LanguagePrimitives.ConvertTo<long>(Minimum);
        var high = Maximum is null ? int.MaxValue : LanguagePrimitives.ConvertTo<long>(Maximum);
        Check(low < high);
        return random.NextInt64(low, high);
    }

    private void Check(bool isRange)
    {
        if (!isRange)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"The Minimum value ({Minimum}) cannot be greater than or equal to the Maximum value ({Maximum})."),
                "MinGreaterThanOrEqualMax", ErrorCategory.InvalidArgument, null));
        }
    }

    private static bool IsReal(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) is double or float or decimal;
}
