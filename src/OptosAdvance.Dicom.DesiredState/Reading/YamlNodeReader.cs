using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Parser = YamlDotNet.Core.Parser;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>
/// Reads YAML 1.2 (core schema) from the events of its parser. An alias means the very value of its anchor, which is not copied: a
/// "bomb" of aliases costs what its text costs, and is stopped when somebody looks at all of it.
/// </summary>
internal sealed class YamlNodeReader(string? file, DocumentErrors errors)
{
    private readonly NodeBudget _budget = new();
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);

    /// <exception cref="DocumentReadException">The text is not YAML, or larger than any document.</exception>
    public DocumentNode Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                throw new DocumentReadException(new(file, 1, 1), "The document is empty.");
            }

            parser.Consume<DocumentStart>();
            var node = ReadNode(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _)
                ? node
                : throw new DocumentReadException(At(parser.Current!.Start), "There is a second document here; a file holds one.");
        }
        catch (YamlException e)
        {
            throw new DocumentReadException(At(e.Start), $"This is not valid YAML: {e.Message.TrimEnd('.')}.", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The scanner trips over some broken texts instead of saying so.
            throw new DocumentReadException(At(parser.Current?.End ?? Mark.Empty), "This is not valid YAML from here on.", e);
        }
    }

    private DocumentNode ReadNode(Parser parser, int depth)
    {
        var current = parser.Consume<ParsingEvent>();
        var position = At(current.Start);
        _budget.Count(position, depth);
        switch (current)
        {
            case AnchorAlias alias:
                return _anchors.TryGetValue(alias.Value.Value, out var known)
                    ? known
                    : throw new DocumentReadException(position, $"There is no anchor '&{alias.Value.Value}' before this.");
            case Scalar scalar:
                return Remember(scalar.Anchor, ReadScalar(scalar, position));
            case SequenceStart sequence:
                var items = new List<DocumentNode>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(ReadNode(parser, depth + 1));
                }

                return Remember(sequence.Anchor, new ListNode(items, position));
            case MappingStart mapping:
                return Remember(mapping.Anchor, ReadMap(parser, position, depth));
            default:
                throw new DocumentReadException(position, "A value was expected here.");
        }
    }

    private MapNode ReadMap(Parser parser, DocumentPosition position, int depth)
    {
        var entries = new List<MapEntry>();
        var keys = new Dictionary<string, DocumentPosition>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode(parser, depth + 1);
            var value = ReadNode(parser, depth + 1);
            if (keyNode is not ScalarNode { Value: not null } key)
            {
                errors.Add(keyNode.Position, "The name of a property must be a text.");
            }
            else if (keys.TryGetValue(key.Text, out var first))
            {
                errors.Add(key.Position, $"'{key.Text}' is there twice; first in line {first.Line}.");
            }
            else
            {
                keys.Add(key.Text, key.Position);
                entries.Add(new MapEntry(key.Text, key.Position, value));
            }
        }

        return new MapNode(entries, position);
    }

    private DocumentNode Remember(AnchorName anchor, DocumentNode node)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private static ScalarNode ReadScalar(Scalar scalar, DocumentPosition position)
    {
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
        var quote = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        return new ScalarNode(isText ? scalar.Value : PlainValue(scalar.Value), position, quote);
    }

    private static object? PlainValue(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => Number(text) ?? text,
    };

    private static object? Number(string text)
    {
        var digits = text[0] is '-' or '+' ? text.Substring(1) : text;
        if (digits.Length == 0 || !(char.IsDigit(digits[0]) || digits[0] == '.'))
        {
            return null;
        }

        if (digits.StartsWith("0x", StringComparison.Ordinal) && digits == text)
        {
            return long.TryParse(digits.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        }

        if (digits.All(char.IsDigit))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        }

        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) &&
            !double.IsInfinity(number) ? number : null;
    }

    private DocumentPosition At(Mark mark) => new(file, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));
}
