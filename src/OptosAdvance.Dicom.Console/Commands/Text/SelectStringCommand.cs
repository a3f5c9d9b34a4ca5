using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.Console;

/// <summary>Finds text in strings and files.</summary>
[Cmdlet(VerbsCommon.Select, "String")]
internal sealed class SelectStringCommand : PSCmdlet
{
    private readonly List<Regex> patterns = [];
    private int lineNumber;
    private bool anyMatch;

    [Parameter(Mandatory = true, Position = 0)]
    public string[] Pattern { get; set; } = [];

    [Parameter(Position = 1)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override void BeginProcessing()
    {
        var options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
        patterns.AddRange(Pattern.Select(pattern => new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options)));
    }

    protected override void ProcessRecord()
    {
        var file = InputObject?.BaseObject as FileInfo;
        if (Path.Length == 0 && file is null)
        {
            Search(InputObject?.ToString() ?? "", "InputStream", ++lineNumber);
            return;
        }

        SearchFiles(file is not null
            ? [file.FullName]
            : Path.SelectMany(path => SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)).Where(File.Exists));
    }

    private void SearchFiles(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                Search(line, file, ++number);
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(anyMatch);
        }
    }

    private void Search(string line, string source, int number)
    {
        var matches = patterns.SelectMany(pattern => pattern.Matches(line)).ToArray();
        if (matches.Length > 0 == NotMatch)
        {
            return;
        }

        anyMatch = true;
        if (Quiet)
        {
            return;
        }

        if (Raw)
        {
            WriteObject(line);
            return;
        }

        var isFile = source != "InputStream";
        var result = new PSObject();
        result.TypeNames.Insert(0, "OptosAdvance.Dicom.Console.MatchInfo");
        result.Properties.Add(new PSNoteProperty("Line", line));
        result.Properties.Add(new PSNoteProperty("LineNumber", number));
        result.Properties.Add(new PSNoteProperty("Path", source));
        result.Properties.Add(new PSNoteProperty("Filename", isFile ? System.IO.Path.GetFileName(source) : source));
        result.Properties.Add(new PSNoteProperty("Pattern", Pattern[0]));
        result.Properties.Add(new PSNoteProperty("Matches", AllMatches ? matches : matches.Take(1).ToArray()));
        var text = isFile ? string.Create(CultureInfo.InvariantCulture, $"{source}:{number}:{line}") : line;
        result.Methods.Add(new PSScriptMethod("ToString", ScriptBlock.Create($"'{CodeGenerationEscape(text)}'")));
        WriteObject(result);
    }

    private static string CodeGenerationEscape(string text) =>
        System.Management.Automation.Language.CodeGeneration.EscapeSingleQuotedStringContent(text);
}
