using System.Globalization;
using System.Text;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>
/// Parses what stands between the brackets: calls with arguments, texts in single quotes (two of them mean one), numbers, booleans, and
/// <c>.name</c> and <c>[index]</c> behind a call.
/// </summary>
internal sealed class ExpressionParser
{
    private readonly string _text;
    private readonly int _end;
    private int _at = 1;

    private ExpressionParser(string text)
    {
        _text = text;
        _end = text.Length - 1;
    }

    /// <summary>Whether a text is an expression rather than a literal.</summary>
    public static bool IsExpression(string text) => text.Length > 0 && text[0] == '[' && !IsEscaped(text);

    /// <summary>Whether a text begins with two brackets, which mean one.</summary>
    public static bool IsEscaped(string text) => text.StartsWith("[[", StringComparison.Ordinal);

    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static Expression Parse(string text)
    {
        if (text[text.Length - 1] != ']' || text.Length < 3)
        {
            throw new ExpressionException(0, "This begins with '[' and is no expression; an expression is [function(…)], and '[[' stands for a bracket.");
        }

        var parser = new ExpressionParser(text);
        var expression = parser.ParseAccess(0);
        parser.SkipBlanks();
        if (parser._at != parser._end)
        {
            throw parser.Unexpected();
        }

        return expression is LiteralExpression
            ? throw new ExpressionException(0, "An expression begins with the call of a function: [function(…)].")
            : expression;
    }

    private Expression ParseAccess(int depth)
    {
        if (depth > DocumentLimits.ExpressionDepth)
        {
            throw new ExpressionException(_at, $"Calls are more than {DocumentLimits.ExpressionDepth} deep here.");
        }

        var expression = ParsePrimary(depth);
        while (expression is not LiteralExpression)
        {
            SkipBlanks();
            var start = _at;
            if (Take('.'))
            {
                var name = ParseName();
                expression = name.Length == 0 ? throw Unexpected() : new MemberExpression(start, expression, name);
            }
            else if (Take('['))
            {
                var index = ParseAccess(depth + 1);
                SkipBlanks();
                expression = Take(']') ? new IndexExpression(start, expression, index) : throw Unexpected();
            }
            else
            {
                break;
            }
        }

        return expression;
    }

    private Expression ParsePrimary(int depth)
    {
        SkipBlanks();
        var start = _at;
        if (_at < _end && _text[_at] == '\'')
        {
            return new LiteralExpression(start, ParseText());
        }

        if (_at < _end && (char.IsDigit(_text[_at]) || _text[_at] is '-' or '+'))
        {
            return new LiteralExpression(start, ParseNumber());
        }

        var name = ParseName();
        if (name.Length == 0)
        {
            throw Unexpected();
        }

        SkipBlanks();
        return Take('(') ? new CallExpression(start, name, ParseArguments(depth))
            : name is "true" or "false" ? new LiteralExpression(start, name == "true")
            : throw new ExpressionException(start, $"'{name}' is neither a call, which has brackets, nor a text, which has single quotes.");
    }

    private List<Expression> ParseArguments(int depth)
    {
        var arguments = new List<Expression>();
        SkipBlanks();
        if (Take(')'))
        {
            return arguments;
        }

        while (true)
        {
            arguments.Add(ParseAccess(depth + 1));
            SkipBlanks();
            if (Take(')'))
            {
                return arguments;
            }

            if (!Take(','))
            {
                throw Unexpected();
            }
        }
    }

    private string ParseText()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < _end)
        {
            var c = _text[_at++];
            if (c != '\'')
            {
                text.Append(c);
            }
            else if (!Take('\''))
            {
                return text.ToString();
            }
            else
            {
                text.Append('\'');
            }
        }

        throw new ExpressionException(start, "The text that begins here has no closing quote.");
    }

    private long ParseNumber()
    {
        var start = _at++;
        while (_at < _end && (char.IsDigit(_text[_at]) || _text[_at] is '.' or 'e' or 'E'))
        {
            _at++;
        }

        var text = _text.Substring(start, _at - start);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ExpressionException(start, $"'{text}' is not a whole number.");
    }

    private string ParseName()
    {
        var start = _at;
        while (_at < _end && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _text.Substring(start, _at - start);
    }

    private bool Take(char c)
    {
        if (_at >= _end || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _end && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private ExpressionException Unexpected() => new(
        _at, _at >= _end ? "The expression ends too early; a bracket is missing." : $"'{_text[_at]}' is not expected here.");
}
