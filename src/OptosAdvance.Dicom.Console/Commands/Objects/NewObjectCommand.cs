using System.Collections;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Makes an object of a .NET type.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
internal sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void ProcessRecord()
    {
        if (!LanguagePrimitives.TryConvertTo<Type>(TypeName, out var type))
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."),
                "TypeNotFound", ErrorCategory.InvalidType, null));
        }

        var made = PSObject.AsPSObject(Make(type));
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            SetProperty(made, entry.Key.ToString()!, entry.Value);
        }

        WriteObject(made);
    }

    private object Make(Type type)
    {
        if (type == typeof(PSObject) && ArgumentList.Length == 0)
        {
            return new PSObject();
        }

        // The engine's own choice among constructors, with its conversions of arguments.
        var script = ScriptBlock.Create("param($type, $arguments) , $type::new.Invoke($arguments)");
        return type.IsValueType && ArgumentList.Length == 0
            ? Activator.CreateInstance(type)!
            : script.InvokeReturnAsIs(type, ArgumentList);
    }

    private void SetProperty(PSObject made, string name, object? value)
    {
        if (made.Properties[name] is { } property)
        {
            property.Value = value;
        }
        else if (made.BaseObject is PSCustomObject)
        {
            made.Properties.Add(new PSNoteProperty(name, value));
        }
        else
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"The member \"{name}\" was not found for the specified .NET object."),
                "InvalidOperationException", ErrorCategory.InvalidOperation, made));
        }
    }
}
