using System.Globalization;
using System.Text;
using static OptosAdvance.Dicom.DesiredState.FunctionTable;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Functions that make one kind of value of another.</summary>
internal static class ConversionFunctions
{
    public static IEnumerable<(string Name, DocumentFunction Function)> All =>
    [
        Of("string", 1, call => call.Make(call.Arguments[0] is ScalarNode scalar ? scalar.Text : NodeJson.Write(call.Arguments[0]))),
        Of("int", 1, Int),
        Of("bool", 1, Bool),
        Of("null", 0, call => call.Null),
        Of("base64", 1, call => call.Make(Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Text(0))))),
        Of("base64ToString", 1, FromBase64),
        Of("json", 1, Json),
    ];

    private static ScalarNode Int(FunctionCall call) => call.Make(call.Arguments[0] switch
    {
        ScalarNode { Value: long number } => number,
        ScalarNode { Value: double number } when Math.Abs(number) < long.MaxValue => (long)number,
        ScalarNode { Value: string text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        ScalarNode { Value: string } => throw call.Fail("cannot make a number of this text"),
        _ => throw call.Wrong(0, "a text or a number"),
    });

    private static ScalarNode Bool(FunctionCall call) => call.Make(call.Arguments[0] switch
    {
        ScalarNode { Value: bool flag } => flag,
        ScalarNode { Value: long number } => number != 0,
        ScalarNode { Value: string text } when bool.TryParse(text, out var flag) => flag,
        ScalarNode { Value: string } => throw call.Fail("makes a boolean of 'true' and 'false' only"),
        _ => throw call.Wrong(0, "a text or a number"),
    });

    private static ScalarNode FromBase64(FunctionCall call)
    {
        try
        {
            return call.Make(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(call.Text(0))));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw call.Fail("needs base 64 of a text in UTF-8");
        }
    }

    private static DocumentNode Json(FunctionCall call)
    {
        var errors = new DocumentErrors();
        try
        {
            // The outer brackets make a value of any kind one that is JSON from its first character on.
            if (JsonNodeReader.TryRead("[" + call.Text(0) + "]", null, errors, out var node) && !errors.Any && node is ListNode { Items.Count: 1 } list)
            {
                call.Scope.Budget.Made(call.Text(0).Length, call.Position);
                return Relocate(call, list.Items[0]);
            }
        }
        catch (DocumentReadException)
        {
            // Said below.
        }

        throw call.Fail("needs the JSON of one value");
    }

    private static DocumentNode Relocate(FunctionCall call, DocumentNode node) => node switch
    {
        ListNode list => call.Make([.. list.Items.Select(item => Relocate(call, item))]),
        MapNode map => call.MakeObject([.. map.Entries.Select(entry => new MapEntry(entry.Key, call.Position, Relocate(call, entry.Value)))]),
        _ => new ScalarNode(((ScalarNode)node).Value, call.Position),
    };
}
