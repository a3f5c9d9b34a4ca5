using System.Text;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Evaluates the expressions in values. What is wrong is reported where it stands, and everything else is evaluated all the same.</summary>
internal sealed class ExpressionEvaluator(DocumentErrors errors)
{
    private readonly Dictionary<string, Expression> _parsed = new(StringComparer.Ordinal);

    /// <returns>The value; null when something in it is wrong, which has been reported.</returns>
    public DocumentNode? Evaluate(DocumentNode node, EvaluationScope scope)
    {
        scope.Budget.Step(node.Position);
        switch (node)
        {
            case ScalarNode { Value: string text } scalar when ExpressionParser.IsExpression(text):
                return EvaluateText(scalar, text, scope);
            case ScalarNode { Value: string text } scalar when ExpressionParser.IsEscaped(text):
                return new ScalarNode(text.Substring(1), scalar.Position, scalar.TextOffset, scalar.IsSecret);
            case ListNode list:
                var items = list.Items.Select(item => Evaluate(item, scope)).ToList();
                return items.Contains(null) ? null : new ListNode(items!, list.Position);
            case MapNode map:
                var entries = map.Entries.Select(entry => (Entry: entry, Value: Evaluate(entry.Value, scope))).ToList();
                return entries.Any(entry => entry.Value is null)
                    ? null
                    : new MapNode([.. entries.Select(entry => entry.Entry with { Value = entry.Value! })], map.Position);
            default:
                return node;
        }
    }

    private DocumentNode? EvaluateText(ScalarNode scalar, string text, EvaluationScope scope)
    {
        try
        {
            if (!_parsed.TryGetValue(text, out var expression))
            {
                expression = ExpressionParser.Parse(text);
                _parsed.Add(text, expression);
            }

            return Evaluate(expression, scalar.Position, scope);
        }
        catch (ExpressionException e)
        {
            errors.Add(scalar.Position.After(scalar.TextOffset + e.Offset), e.Message);
            return null;
        }
        catch (AlreadyReportedException)
        {
            return null;
        }
    }

    private static DocumentNode Evaluate(Expression expression, DocumentPosition position, EvaluationScope scope)
    {
        scope.Budget.Step(position);
        switch (expression)
        {
            case LiteralExpression literal:
                return new ScalarNode(literal.Value, position);
            case MemberExpression member:
                return Member(member, Evaluate(member.Of, position, scope));
            case IndexExpression index:
                return Index(index, Evaluate(index.Of, position, scope), Evaluate(index.Index, position, scope));
            default:
                return Call((CallExpression)expression, position, scope);
        }
    }

    private static DocumentNode Call(CallExpression call, DocumentPosition position, EvaluationScope scope)
    {
        if (FunctionTable.Find(call.Name) is not { } function)
        {
            throw new ExpressionException(call.Offset, $"There is no function '{call.Name}' here{Suggestion.For(call.Name, FunctionTable.Names)}.");
        }

        if (call.Arguments.Count < function.Minimum || call.Arguments.Count > function.Maximum)
        {
            throw new ExpressionException(call.Offset, $"{call.Name}() takes {Count(function)}; here are {call.Arguments.Count}.");
        }

        var arguments = call.Arguments.Select(argument => Evaluate(argument, position, scope)).ToList();
        var result = function.Invoke(new FunctionCall(call.Name, arguments, position, call.Offset, scope));
        return arguments.Any(argument => argument.IsSecret) ? Hide(result) : result;
    }

    /// <summary>A text that a secret went into is one.</summary>
    private static DocumentNode Hide(DocumentNode node) =>
        node is ScalarNode { Value: string text, IsSecret: false } scalar ? new ScalarNode(text, scalar.Position, scalar.TextOffset, isSecret: true) : node;

    private static DocumentNode Member(MemberExpression member, DocumentNode of) => of is MapNode map
        ? map.Find(member.Name)?.Value ?? throw new ExpressionException(
            member.Offset, $"The object has no property '{member.Name}'{Suggestion.For(member.Name, map.Entries.Select(entry => entry.Key))}.")
        : throw new ExpressionException(member.Offset, $"'.{member.Name}' asks for a property, but this is {of.Kind}.");

    private static DocumentNode Index(IndexExpression index, DocumentNode of, DocumentNode at) => (of, at) switch
    {
        (ListNode list, ScalarNode { Value: long number }) => number >= 0 && number < list.Items.Count
            ? list.Items[(int)number]
            : throw new ExpressionException(index.Offset, $"There is no element {number}; the array has {list.Items.Count}, and the first is 0."),
        (MapNode map, ScalarNode { Value: string key }) => map.Find(key)?.Value
            ?? throw new ExpressionException(index.Offset, $"The object has no property '{key}'."),
        (ListNode, _) => throw new ExpressionException(index.Offset, $"The index of an array is a whole number; this is {at.Kind}."),
        _ => throw new ExpressionException(index.Offset, $"An index asks for an element, but this is {of.Kind}."),
    };

    private static string Count(DocumentFunction function)
    {
        var text = new StringBuilder();
        if (function.Maximum == int.MaxValue)
        {
            text.Append("at least ").Append(function.Minimum);
        }
        else if (function.Minimum == function.Maximum)
        {
            text.Append(function.Minimum == 0 ? "no" : function.Minimum);
        }
        else
        {
            text.Append(function.Minimum).Append(" to ").Append(function.Maximum);
        }

        return text.Append(function.Maximum == 1 ? " argument" : " arguments").ToString();
    }
}
