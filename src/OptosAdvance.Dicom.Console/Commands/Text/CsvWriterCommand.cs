using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What ConvertTo-Csv and Export-Csv share.</summary>
internal abstract class CsvWriterCommand : PSCmdlet
{
    private IReadOnlyList<string>? names;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    [ValidateSet("Always", "AsNeeded", "Never")]
    public string UseQuotes { get; set; } = "Always";

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The header that is already there when values are appended.</summary>
    protected void UseNames(IReadOnlyList<string> existing) => names = existing;

    protected abstract void WriteLine(string line);

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var values = Members(InputObject);
        if (names is null)
        {
            names = [.. values.Keys];
            if (!NoHeader)
            {
                WriteLine(CsvText.Line(names, Delimiter, UseQuotes));
            }
        }

        WriteLine(CsvText.Line(names.Select(name => values.GetValueOrDefault(name)), Delimiter, UseQuotes));
    }

    private static Dictionary<string, string?> Members(PSObject item)
    {
        var members = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (item.BaseObject is System.Collections.IDictionary table)
        {
            foreach (System.Collections.DictionaryEntry entry in table)
            {
                members[entry.Key.ToString()!] = LanguagePrimitives.ConvertTo<string>(entry.Value);
            }

            return members;
        }

        foreach (var property in item.Properties.Where(property => property.IsGettable))
        {
            members[property.Name] = property.Value is null ? null : LanguagePrimitives.ConvertTo<string>(property.Value);
        }

        return members;
    }
}
