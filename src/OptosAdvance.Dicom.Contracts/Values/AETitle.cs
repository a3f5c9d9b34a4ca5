using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>An AE title (PS3.5 6.2, VR AE). Leading and trailing blanks are not significant and are dropped.</summary>
[JsonConverter(typeof(AETitleJsonConverter))]
public sealed record AETitle
{
    private AETitle(string value) => Value = value;

    /// <summary>1 to 16 characters of the default repertoire, without backslash, control characters, or outer blanks.</summary>
    public string Value { get; }

    /// <summary>Reads an AE title.</summary>
    /// <exception cref="FormatException">The text is blank, too long, or holds a character that is not allowed.</exception>
    public static AETitle Parse(string text) =>
        TryParse(text, out var title, out var problem) ? title : throw new FormatException(problem);

    /// <summary>Reads an AE title; <paramref name="problem"/> says what is wrong.</summary>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AETitle? title,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        title = null;
        var trimmed = text?.Trim(' ') ?? "";
        problem = trimmed.Length switch
        {
            0 => "An AE title must have 1 to 16 characters; this one is blank.",
            > 16 => $"An AE title has at most 16 characters; '{trimmed}' has {trimmed.Length}.",
            _ when trimmed.Any(c => c < ' ' || c > '~' || c == '\\') =>
                $"An AE title consists of printable ASCII characters without backslash; '{trimmed}' does not.",
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        title = new AETitle(trimmed);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
