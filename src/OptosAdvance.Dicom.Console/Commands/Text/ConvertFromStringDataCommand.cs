using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads lines of <c>key = value</c> into a hashtable.</summary>
[Cmdlet(VerbsData.ConvertFrom, "StringData")]
internal sealed class ConvertFromStringDataCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string StringData { get; set; } = "";

    [Parameter]
    public char Delimiter { get; set; } = '=';

    protected override void ProcessRecord()
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var line in StringData.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.IndexOf(Delimiter, StringComparison.Ordinal);
            if (end <= 0)
            {
                throw new PSInvalidOperationException($"Data line '{line}' is not in 'name{Delimiter}value' format.");
            }

            table[line[..end].TrimEnd()] = Regex.Unescape(line[(end + 1)..].TrimStart());
        }

        WriteObject(table);
    }
}
