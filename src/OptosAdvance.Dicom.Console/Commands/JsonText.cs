using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes PowerShell's objects as JSON, as ConvertTo-Json of PowerShell does.</summary>
internal sealed class JsonText(int depth, bool enumsAsStrings, bool indented)
{
    /// <summary>Something was deeper than allowed and became text.</summary>
    public bool WasTruncated { get; private set; }

    public string Write(object? value)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 200 };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            Write(writer, value, 0);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void Write(Utf8JsonWriter writer, object? value, int level)
    {
        var wrapped = value as PSObject;
        var plain = wrapped is null || wrapped.BaseObject is PSCustomObject ? value : wrapped.BaseObject;
        if (plain is null || plain == DBNull.Value || ReferenceEquals(plain, System.Management.Automation.Internal.AutomationNull.Value))
        {
            writer.WriteNullValue();
            return;
        }

        if (WriteScalar(writer, plain))
        {
            return;
        }

        if (level > depth)
        {
            WasTruncated = true;
            writer.WriteStringValue(LanguagePrimitives.ConvertTo<string>(value));
            return;
        }

        switch (plain)
        {
            case IDictionary dictionary:
                WriteMembers(writer, dictionary.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, entry.Value)), level);
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item, level + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                var properties = (wrapped ?? PSObject.AsPSObject(plain)).Properties.Where(property => property.IsGettable && IsData(property));
                WriteMembers(writer, properties.Select(property => (property.Name, Value(property))), level);
                break;
        }
    }

    private void WriteMembers(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> members, int level)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value, level + 1);
        }

        writer.WriteEndObject();
    }

    private bool WriteScalar(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string or char or Guid or Uri or Version or TimeSpan:
                writer.WriteStringValue(value.ToString());
                return true;
            case bool flag:
                writer.WriteBooleanValue(flag);
                return true;
            case SwitchParameter flag:
                writer.WriteBooleanValue(flag.IsPresent);
                return true;
            case DateTime time:
                writer.WriteStringValue(time);
                return true;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                return true;
            case Enum symbol when enumsAsStrings:
                writer.WriteStringValue(symbol.ToString());
                return true;
            case Enum symbol:
                writer.WriteRawValue(symbol.ToString("D"));
                return true;
            case double or float or decimal:
                WriteReal(writer, (IFormattable)value);
                return true;
            case sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger:
                writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    private static void WriteReal(Utf8JsonWriter writer, IFormattable value)
    {
        var text = value.ToString(value is decimal ? null : "R", CultureInfo.InvariantCulture);
        if (value is double or float && !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
        {
            writer.WriteStringValue(text);
            return;
        }

        // A real number stays one when it is read again.
        writer.WriteRawValue(text.AsSpan().ContainsAny(".eE") ? text : text + ".0");
    }

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
