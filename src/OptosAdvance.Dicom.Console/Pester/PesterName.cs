using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.Console;

/// <summary>Fills the templates of names: <c>&lt;name&gt;</c> and <c>&lt;user.name&gt;</c> become the variables' values.</summary>
internal static partial class PesterName
{
    public static string Expand(PSCmdlet scope, string name)
    {
        if (!name.Contains('<', StringComparison.Ordinal))
        {
            return name;
        }

        return Template().Replace(name, match =>
        {
            // A backtick keeps the brackets.
            if (match.Groups["escape"].Success)
            {
                return match.Value[1..].Replace("`>", ">", StringComparison.Ordinal);
            }

            var values = scope.InvokeCommand.InvokeScript(
                useLocalScope: true, ScriptBlock.Create($"$({'$'}{match.Groups["expression"].Value})"), input: null);
            return string.Join(' ', values.Select(value => LanguagePrimitives.ConvertTo<string>(value)));
        });
    }

    [GeneratedRegex(@"(?<escape>`<[^<>]*>)|<(?<expression>[^<>`]+)>")]
    private static partial Regex Template();
}
