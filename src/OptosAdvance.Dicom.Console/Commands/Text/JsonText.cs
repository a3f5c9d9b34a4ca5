using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes PowerShell's objects as JSON, as ConvertTo-Json of PowerShell does.</summary>
internal sealed class JsonText(int depth, bool enumsAsStrings, bool indented)
{
    private readonly StringBuilder text = new();

    /// <summary>Something was deeper than allowed and became text.</summary>
    public bool WasTruncated { get; private set; }

    public string Write(object? value)
    {
        text.Clear();
        Write(value, 0);
        return text.ToString();
    }

    private void Write(object? value, int level)
    {
        var wrapped = value as PSObject;
        var plain = wrapped is null || wrapped.BaseObject is PSCustomObject ? value : wrapped.BaseObject;
        if (plain is null || plain == DBNull.Value || ReferenceEquals(plain, System.Management.Automation.Internal.AutomationNull.Value))
        {
            text.Append("null");
            return;
        }

        if (Scalar(plain) is { } scalar)
        {
            text.Append(scalar);
            return;
        }

        if (level > depth)
        {
            WasTruncated = true;
            text.Append(Quoted(LanguagePrimitives.ConvertTo<string>(value)));
            return;
        }

        switch (plain)
        {
            case IDictionary dictionary:
                WriteMembers(dictionary.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, entry.Value)), level);
                break;
            case IEnumerable items:
                WriteList('[', ']', items.Cast<object?>(), level, item => Write(item, level + 1));
                break;
            default:
                var properties = (wrapped ?? PSObject.AsPSObject(plain)).Properties.Where(property => property.IsGettable && IsData(property));
                WriteMembers(properties.Select(property => (property.Name, Value(property))), level);
                break;
        }
    }

    private void WriteMembers(IEnumerable<(string Name, object? Value)> members, int level) =>
        WriteList('{', '}', members, level, member =>
        {
            text.Append(Quoted(member.Name)).Append(indented ? ": " : ":");
            Write(member.Value, level + 1);
        });

    private void WriteList<T>(char open, char close, IEnumerable<T> items, int level, Action<T> write)
    {
        text.Append(open);
        var isEmpty = true;
        foreach (var item in items)
        {
            text.Append(isEmpty ? "" : ",");
            NewLine(level + 1);
            write(item);
            isEmpty = false;
        }

        if (!isEmpty)
        {
            NewLine(level);
        }

        text.Append(close);
    }

    private void NewLine(int level)
    {
        if (indented)
        {
            text.AppendLine().Append(' ', level * 2);
        }
    }

    private string? Scalar(object value) => value switch
    {
        string or char or Guid or Uri or Version or TimeSpan => Quoted(value.ToString()!),
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag.IsPresent ? "true" : "false",
        DateTime time => Quoted(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
        DateTimeOffset time => Quoted(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
        Enum symbol => enumsAsStrings ? Quoted(symbol.ToString()) : symbol.ToString("D"),
        double or float or decimal => Real((IFormattable)value),
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Real(IFormattable value)
    {
        var number = value.ToString(value is decimal ? null : "R", CultureInfo.InvariantCulture);
        if (value is double or float && !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
        {
            return Quoted(number);
        }

        // A real number stays one when it is read again.
        return number.AsSpan().ContainsAny(".eE") ? number : number + ".0";
    }

    private static string Quoted(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";

    private static bool IsData(PSPropertyInfo property) =>
        property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property or PSMemberTypes.ScriptProperty or PSMemberTypes.AliasProperty
            or PSMemberTypes.CodeProperty;

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            // A property that cannot be read now is shown as nothing, as everywhere in PowerShell.
            return null;
        }
    }
}
