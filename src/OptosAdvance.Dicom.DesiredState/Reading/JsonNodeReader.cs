using System.Text;
using System.Text.Json;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Reads JSON; comments and trailing commas are let pass.</summary>
internal static class JsonNodeReader
{
    /// <returns>False when the text is not JSON from its first value on, so that it may be YAML.</returns>
    /// <exception cref="DocumentReadException">The text began as JSON and is broken, or is larger than any document.</exception>
    public static bool TryRead(string text, string? file, DocumentErrors errors, out DocumentNode? node)
    {
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var lines = new LineIndex(bytes);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DocumentLimits.Depth + 2,
        });
        node = null;
        try
        {
            reader.Read();
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (JsonException)
        {
            // { a: 1 } is YAML.
            return false;
        }

        reader = new Utf8JsonReader(bytes, reader.CurrentState.Options);
        try
        {
            reader.Read();
            node = ReadNode(ref reader, lines, file, errors, new NodeBudget(), 0);
            reader.Read();
            return true;
        }
        catch (JsonException e)
        {
            var position = new DocumentPosition(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw new DocumentReadException(position, $"This is not valid JSON: {Sentence(e.Message)}", e);
        }
    }

    private static DocumentNode ReadNode(ref Utf8JsonReader reader, LineIndex lines, string? file, DocumentErrors errors, NodeBudget budget, int depth)
    {
        var position = lines.At(file, reader.TokenStartIndex);
        budget.Count(position, depth);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadNode(ref reader, lines, file, errors, budget, depth + 1));
                }

                return new ListNode(items, position);
            case JsonTokenType.StartObject:
                return ReadMap(ref reader, lines, file, errors, budget, depth);
            case JsonTokenType.Number:
                return new ScalarNode(reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble(), position);
            case JsonTokenType.String:
                return new ScalarNode(reader.GetString(), position, 1);
            default:
                return new ScalarNode(reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean(), position);
        }
    }

    private static MapNode ReadMap(ref Utf8JsonReader reader, LineIndex lines, string? file, DocumentErrors errors, NodeBudget budget, int depth)
    {
        var position = lines.At(file, reader.TokenStartIndex);
        var entries = new List<MapEntry>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            var keyPosition = lines.At(file, reader.TokenStartIndex);
            reader.Read();
            var value = ReadNode(ref reader, lines, file, errors, budget, depth + 1);
            if (keys.TryGetValue(key, out var first))
            {
                errors.Add(keyPosition, $"'{key}' is there twice; first in line {first}.");
            }
            else
            {
                keys.Add(key, keyPosition.Line);
                entries.Add(new MapEntry(key, keyPosition, value));
            }
        }

        return new MapNode(entries, position);
    }

    /// <summary>The serializer repeats the place at the end of its message.</summary>
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message.Substring(0, end);
    }
}
