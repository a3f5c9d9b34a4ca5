using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace OptosAdvance.Dicom.Console;

/// <summary>Selects objects, or properties of objects.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "DefaultParameter")]
internal sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> held = new();
    private readonly List<PSObject> unique = [];
    private IReadOnlyList<ObjectProperty> properties = [];
    private IReadOnlyList<WildcardPattern> excluded = [];
    private HashSet<int>? indexes;
    private int seen;
    private int taken;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, ParameterSetName = "DefaultParameter")]
    [Parameter(Position = 0, ParameterSetName = "SkipLastParameter")]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    public string[]? ExcludeProperty { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = "SkipLastParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter(ParameterSetName = "IndexParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = "SkipIndexParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    public SwitchParameter Wait { get; set; }

    private bool FirstIsGiven => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    private bool LastIsGiven => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    protected override void BeginProcessing()
    {
        // Only excluding means: everything else.
        properties = ObjectProperty.Parse(Property ?? (ExcludeProperty is null || ExpandProperty is not null ? null : ["*"]));
        excluded = [.. (ExcludeProperty ?? []).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        indexes = Index is null && SkipIndex is null ? null : [.. Index ?? SkipIndex!];
        if (FirstIsGiven && First == 0 && !LastIsGiven)
        {
            EngineInternals.StopUpstream(this);
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var position = seen++;
        if (indexes is not null)
        {
            if (indexes.Contains(position) == Index is not null)
            {
                Emit(InputObject);
            }

            if (Index is not null && position >= Index.Max())
            {
                EngineInternals.StopUpstream(this);
            }

            return;
        }

        if (SkipLast > 0)
        {
            held.Enqueue(InputObject);
            if (held.Count > SkipLast)
            {
                Emit(held.Dequeue());
            }

            return;
        }

        if (LastIsGiven)
        {
            TakeFirstAndHoldLast(InputObject);
            return;
        }

        if (position < Skip)
        {
            return;
        }

        if (FirstIsGiven && taken >= First)
        {
            return;
        }

        taken++;
        Emit(InputObject);
        if (FirstIsGiven && taken >= First && !Wait && !Unique)
        {
            EngineInternals.StopUpstream(this);
        }
    }

    protected override void EndProcessing()
    {
        if (LastIsGiven)
        {
            // With -Last, -Skip counts from the end.
            foreach (var item in held.Take(Math.Max(0, held.Count - Skip)).TakeLast(Last))
            {
                Emit(item);
            }
        }

        foreach (var item in unique)
        {
            WriteObject(item);
        }
    }

    private void TakeFirstAndHoldLast(PSObject item)
    {
        if (taken < First)
        {
            taken++;
            Emit(item);
            return;
        }

        held.Enqueue(item);
        if (held.Count > Last + Skip)
        {
            held.Dequeue();
        }
    }

    private void Emit(PSObject item)
    {
        if (ExpandProperty is not null)
        {
            Expand(item);
        }
        else
        {
            Send(properties.Count == 0 ? item : Project(item));
        }
    }

    private PSObject Project(PSObject item)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
        AddProperties(result, item);
        return result;
    }

    private void AddProperties(PSObject result, PSObject item)
    {
        foreach (var property in properties)
        {
            var names = property.Expression.Script is null ? property.Expression.ResolveNames(item) : [property.Expression];
            if (names.Count == 0)
            {
                AddNote(result, property.Label ?? property.Expression.ToString(), null, property.Expression.HasWildCardCharacters);
            }

            foreach (var name in names)
            {
                var label = property.Label ?? name.ToString();
                if (excluded.Any(pattern => pattern.IsMatch(label)))
                {
                    continue;
                }

                var values = name.GetValues(item, expand: true, eatExceptions: true);
                AddNote(result, label, values.Count > 0 && values[0].Exception is null ? values[0].Result : null, false);
            }
        }
    }

    private void AddNote(PSObject result, string name, object? value, bool isUnmatchedWildcard)
    {
        if (isUnmatchedWildcard)
        {
            return;
        }

        if (result.Properties[name] is not null)
        {
            // A wildcard may meet a name twice; a name given twice is the user's mistake.
            if (properties.Any(property => property.Expression.HasWildCardCharacters))
            {
                return;
            }

            WriteError(new ErrorRecord(
                new PSArgumentException($"The property cannot be processed because the property \"{name}\" already exists."),
                "AlreadyExistingUserSpecifiedPropertyNoExpand", ErrorCategory.InvalidOperation, result));
            return;
        }

        result.Properties.Add(new PSNoteProperty(name, value));
    }

    private void Expand(PSObject item)
    {
        var values = new PSPropertyExpression(ExpandProperty).GetValues(item, expand: false, eatExceptions: true);
        if (values.Count == 0)
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."),
                "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
            return;
        }

        foreach (var value in values.Select(value => value.Result))
        {
            var elements = LanguagePrimitives.GetEnumerable(value);
            foreach (var element in elements?.Cast<object?>() ?? [value])
            {
                if (element is null)
                {
                    continue;
                }

                var expanded = PSObject.AsPSObject(element);
                AddProperties(expanded, item);
                Send(expanded);
            }
        }
    }

    private void Send(PSObject item)
    {
        if (!Unique)
        {
            WriteObject(item);
            return;
        }

        if (!unique.Any(known => IsSame(known, item)))
        {
            unique.Add(item);
        }
    }

    private bool IsSame(PSObject first, PSObject second)
    {
        if (first.BaseObject is not PSCustomObject && second.BaseObject is not PSCustomObject)
        {
            return new ObjectOrder(!CaseInsensitive, CultureInfo.CurrentCulture).Compare(first, second) == 0;
        }

        var order = new ObjectOrder(!CaseInsensitive, CultureInfo.CurrentCulture);
        return first.Properties.Count() == second.Properties.Count()
            && first.Properties.All(property => second.Properties[property.Name] is { } other && order.Compare(property.Value, other.Value) == 0);
    }
}
