using System.Globalization;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Null, a boolean, a whole number (<see cref="long"/>), another number (<see cref="double"/>) or a text.</summary>
/// <param name="value">The value.</param>
/// <param name="position">Where it begins.</param>
/// <param name="textOffset">Characters between the position and the text: the quotation mark.</param>
/// <param name="isSecret">Whether it must not be shown.</param>
internal sealed class ScalarNode(object? value, DocumentPosition position, int textOffset = 0, bool isSecret = false) : DocumentNode(position, isSecret, [])
{
    public object? Value { get; } = value;

    /// <summary>Characters between the position and the text.</summary>
    public int TextOffset { get; } = textOffset;

    public override string Kind => Value switch
    {
        null => "null",
        bool => "a boolean",
        long or double => "a number",
        _ => "a text",
    };

    /// <summary>The value as text, as it is written in a document.</summary>
    public string Text => Value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };
}
