using System.Text;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Arguments as one text, for platforms where a process takes nothing else.</summary>
internal static class CommandLine
{
    /// <summary>Quotes an argument so that the program that is started reads it back unchanged.</summary>
    public static string Quote(string argument)
    {
        if (argument.Length > 0 && argument.IndexOfAny([' ', '\t', '"']) < 0)
        {
            return argument;
        }

        // A backslash is itself unless a quotation mark follows, so only those before one are doubled.
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '\\')
            {
                backslashes++;
                continue;
            }

            text.Append('\\', c == '"' ? (2 * backslashes) + 1 : backslashes).Append(c);
            backslashes = 0;
        }

        return text.Append('\\', 2 * backslashes).Append('"').ToString();
    }
}
