using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OptosAdvance.Dicom.Core;

/// <summary>Reads data sets in the DICOM JSON model (PS3.18 F.2). Used once.</summary>
internal sealed class DatasetJsonReader
{
    private readonly DicomJsonReadOptions _options;
    private bool _beyondAscii;

    private DatasetJsonReader(DicomJsonReadOptions options) => _options = options;

    internal static DicomDataset Read(JsonElement json, DicomJsonReadOptions options)
    {
        var reader = new DatasetJsonReader(options);
        DicomDataset dataset = reader.ReadDataset(json, "", 0);
        if (reader._beyondAscii)
        {
            dataset.Set(Utf8Declaration());
        }
        return dataset;
    }

    private DicomDataset ReadDataset(JsonElement json, string path, int depth)
    {
        if (depth > _options.MaximumDepth)
        {
            throw new DicomFormatException($"The JSON is nested deeper than {_options.MaximumDepth} levels.", -1);
        }
        var dataset = new DicomDataset();
        if (json.ValueKind == JsonValueKind.Null)
        {
            return dataset;
        }
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new DicomFormatException($"A data set is a JSON object, not {Describe(json)}{At(path)}.", -1);
        }
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!TryTag(property.Name, out DicomTag tag))
            {
                throw new DicomFormatException($"'{property.Name}' is not a tag of eight hexadecimal digits{At(path)}.", -1);
            }
            if (!tag.IsGroupLength && ReadItem(tag, property.Value, path.Length == 0 ? property.Name : $"{path}/{property.Name}", depth) is { } item)
            {
                dataset.Set(item);
            }
        }
        return dataset;
    }

    private DicomItem? ReadItem(DicomTag tag, JsonElement json, string path, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Bad(tag, $"an attribute is a JSON object, not {Describe(json)}");
        }
        DicomVR vr = ReadVR(tag, json);
        if (tag == DicomTag.SpecificCharacterSet && (depth > 0 || json.TryGetProperty("Value", out _)))
        {
            return Utf8Declaration();
        }
        if (json.TryGetProperty("BulkDataURI", out JsonElement uri))
        {
            string address = uri.ValueKind == JsonValueKind.String ? uri.GetString()! : throw Bad(tag, "BulkDataURI is a string");
            ReadOnlyMemory<byte>? value = _options.BulkData?.Invoke(new DicomBulkData(path, tag, vr, null, address));
            return value is null ? null : new DicomElement(tag, vr, value.Value);
        }
        if (json.TryGetProperty("InlineBinary", out JsonElement binary))
        {
            // An empty array or null is what some writers make of an empty value.
            byte[] bytes = binary.ValueKind == JsonValueKind.String
                ? binary.TryGetBytesFromBase64(out byte[]? decoded) ? decoded : throw Bad(tag, "InlineBinary is not base64")
                : [];
            return vr == DicomVR.SQ ? throw Bad(tag, "a sequence has no InlineBinary") : new DicomElement(tag, vr, bytes);
        }
        if (!json.TryGetProperty("Value", out JsonElement values) || values.ValueKind == JsonValueKind.Null)
        {
            return vr == DicomVR.SQ ? new DicomSequence(tag) : new DicomElement(tag, vr, default);
        }
        if (values.ValueKind != JsonValueKind.Array)
        {
            throw Bad(tag, "Value is an array");
        }
        if (vr == DicomVR.SQ)
        {
            int number = 0;
            return new DicomSequence(tag, values.EnumerateArray().Select(item =>
                ReadDataset(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{++number}"), depth + 1)).ToList());
        }
        if (vr.IsText)
        {
            return ReadText(tag, vr, values);
        }
        if (vr.IsBulk)
        {
            throw Bad(tag, $"a value of VR {vr} is InlineBinary");
        }
        return new DicomElement(tag, vr, JsonNumbers.Encode(tag, vr, values));
    }

    private static DicomVR ReadVR(DicomTag tag, JsonElement json)
    {
        if (!json.TryGetProperty("vr", out JsonElement code))
        {
            return DicomDictionary.ImplicitVR(tag);
        }
        return code.ValueKind == JsonValueKind.String && DicomVR.TryParse(code.GetString(), out DicomVR? vr)
            ? vr
            : throw Bad(tag, $"{code.GetRawText()} is not a value representation");
    }

    private DicomElement ReadText(DicomTag tag, DicomVR vr, JsonElement values)
    {
        string text = string.Join('\\', values.EnumerateArray().Select(value => TextOf(tag, vr, value)));
        _beyondAscii |= vr.UsesCharacterSet && !Ascii.IsValid(text);
        try
        {
            return new DicomElement(tag, vr, DicomCharacterSet.Utf8.Encode(text, vr));
        }
        catch (DicomCharacterSetException failure)
        {
            throw new DicomFormatException(failure.Message, -1, tag, failure);
        }
    }

    private static string TextOf(DicomTag tag, DicomVR vr, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return "";
            case JsonValueKind.String:
                string text = StringOf(tag, value);
                return vr.IsMultiValuedText && text.Contains('\\', StringComparison.Ordinal)
                    ? throw Bad(tag, "a value has a backslash, which separates values")
                    : text;
            case JsonValueKind.Number when vr == DicomVR.IS || vr == DicomVR.DS:
                return JsonNumbers.ToDecimalString(tag, vr, value);
            case JsonValueKind.Object when vr == DicomVR.PN:
                return string.Join('=', Group(tag, value, "Alphabetic"), Group(tag, value, "Ideographic"), Group(tag, value, "Phonetic")).TrimEnd('=');
            default:
                throw Bad(tag, $"a value of VR {vr} is not {Describe(value)}");
        }
    }

    private static string Group(DicomTag tag, JsonElement name, string group)
    {
        if (!name.TryGetProperty(group, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }
        string text = value.ValueKind == JsonValueKind.String ? StringOf(tag, value) : throw Bad(tag, $"{group} is a string");
        return text.AsSpan().IndexOfAny('=', '\\') >= 0 ? throw Bad(tag, $"{group} has a delimiter within a component group") : text;
    }

    private static string StringOf(DicomTag tag, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException failure)
        {
            // Half of a surrogate pair, which JSON can express and Unicode text cannot.
            throw new DicomFormatException("A string is not valid Unicode text.", -1, tag, failure);
        }
    }

    private static DicomElement Utf8Declaration() => new(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 192"u8.ToArray());

    private static bool TryTag(string name, out DicomTag tag)
    {
        tag = default;
        if (name.Length != 8 || !uint.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
        {
            return false;
        }
        tag = new DicomTag(value);
        return !tag.IsDelimiter;
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static string At(string path) => path.Length == 0 ? "" : $" (at {path})";

    internal static DicomFormatException Bad(DicomTag tag, string what) => new($"The JSON is not a data set: {what}.", -1, tag);
}
