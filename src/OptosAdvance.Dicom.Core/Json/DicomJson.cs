using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OptosAdvance.Dicom.Core;

/// <summary>The DICOM JSON model (PS3.18 annex F), both ways. Thread-safe.</summary>
/// <remarks>
/// JSON is Unicode. So Specific Character Set (0008,0005), where a data set has it, is written as ISO_IR 192; and a data set that was
/// read has its text in UTF-8 and says so, if it has text beyond ASCII or the JSON named a character set.
/// Group lengths are not part of the model: they are neither written nor read.
/// </remarks>
public static class DicomJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a data set as one JSON object.</summary>
    /// <param name="writer">Where to; not flushed.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">What to do with bulk data, and limits.</param>
    /// <exception cref="DicomFormatException">The data set is nested deeper than the options allow.</exception>
    public static void Write(Utf8JsonWriter writer, DicomDataset dataset, DicomJsonWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(dataset);
        new DatasetJsonWriter(writer, options ?? DicomJsonWriteOptions.Default).Write(dataset, "", 0);
    }

    /// <summary>Writes a data set as one compact JSON object in UTF-8.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">What to do with bulk data, and limits.</param>
    /// <exception cref="DicomFormatException">The data set is nested deeper than the options allow.</exception>
    public static byte[] ToUtf8Bytes(DicomDataset dataset, DicomJsonWriteOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The depth is limited in terms of items; the writer's own limit would come first.
        using (var writer = new Utf8JsonWriter(buffer, Compact with { MaxDepth = JsonDepth((options ?? DicomJsonWriteOptions.Default).MaximumDepth) }))
        {
            Write(writer, dataset, options);
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="options">Where bulk data comes from, and limits.</param>
    /// <exception cref="DicomFormatException">It is not a data set.</exception>
    public static DicomDataset Read(JsonElement json, DicomJsonReadOptions? options = null) =>
        DatasetJsonReader.Read(json, options ?? DicomJsonReadOptions.Default);

    /// <summary>Reads one JSON object and leaves the reader at its end.</summary>
    /// <param name="reader">The reader, before or at the start of the object. Its own depth limit (64 by default) applies too: an item of a sequence takes three levels.</param>
    /// <param name="options">Where bulk data comes from, and limits.</param>
    /// <exception cref="DicomFormatException">It is not a data set.</exception>
    public static DicomDataset Read(ref Utf8JsonReader reader, DicomJsonReadOptions? options = null)
    {
        JsonElement json;
        try
        {
            json = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException failure)
        {
            throw NotJson(failure);
        }
        return Read(json, options);
    }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The JSON text, and nothing behind it.</param>
    /// <param name="options">Where bulk data comes from, and limits.</param>
    /// <exception cref="DicomFormatException">It is not JSON, or not a data set.</exception>
    public static DicomDataset Read(ReadOnlyMemory<byte> utf8, DicomJsonReadOptions? options = null)
    {
        using JsonDocument document = Parse(utf8, options);
        return Read(document.RootElement, options);
    }

    /// <summary>Reads an array of JSON objects, as DICOMweb answers it; a lone object is an array of one.</summary>
    /// <param name="utf8">The JSON text; none at all is an empty array.</param>
    /// <param name="options">Where bulk data comes from, and limits.</param>
    /// <exception cref="DicomFormatException">It is not JSON, or not of data sets.</exception>
    public static IReadOnlyList<DicomDataset> ReadMany(ReadOnlyMemory<byte> utf8, DicomJsonReadOptions? options = null)
    {
        if (utf8.IsEmpty)
        {
            return [];
        }
        using JsonDocument document = Parse(utf8, options);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(element => Read(element, options))]
            : [Read(document.RootElement, options)];
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8, DicomJsonReadOptions? options)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonDepth((options ?? DicomJsonReadOptions.Default).MaximumDepth) });
        }
        catch (JsonException failure)
        {
            throw NotJson(failure);
        }
    }

    private static int JsonDepth(int items) => checked(items * 3 + 8);

    private static DicomFormatException NotJson(JsonException failure) =>
        new($"The text is not JSON: {failure.Message}", failure.BytePositionInLine ?? -1, null, failure);
}
