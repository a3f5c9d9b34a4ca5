using System.Management.Automation.Runspaces;

namespace OptosAdvance.Dicom.Console;

/// <summary>Understands a script's arguments as <c>pwsh -File</c> does.</summary>
internal static class ScriptArguments
{
    /// <remarks>
    /// <c>-Name value</c>, <c>-Switch</c>, <c>-Name:value</c> and <c>-Name: value</c> are parameters, <c>-Switch:$false</c> is a boolean;
    /// everything else is a positional string. Whether <c>-Name</c> takes the following argument is the engine's decision.
    /// </remarks>
    public static IEnumerable<CommandParameter> Parse(IReadOnlyList<string> arguments)
    {
        string? pending = null;
        foreach (var argument in arguments)
        {
            if (pending is not null)
            {
                yield return new CommandParameter(pending, argument);
                pending = null;
            }
            else if (argument.Length > 1 && argument[0] == '-')
            {
                var colon = argument.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0)
                {
                    yield return new CommandParameter(argument);
                }
                else if (colon == argument.Length - 1)
                {
                    pending = argument[..colon];
                }
                else
                {
                    yield return new CommandParameter(argument[..colon], Value(argument[(colon + 1)..]));
                }
            }
            else
            {
                yield return new CommandParameter(null, argument);
            }
        }

        if (pending is not null)
        {
            yield return new CommandParameter(pending);
        }
    }

    private static object Value(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };
}
