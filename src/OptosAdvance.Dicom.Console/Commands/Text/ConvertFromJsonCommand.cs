using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads JSON into objects.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
internal sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, 1024)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord() => lines.Add(InputObject);

    protected override void EndProcessing()
    {
        // One document over many lines, or a document in each.
        if (lines.Count > 1 && TryParse(lines[0], out _) is null)
        {
            lines.ForEach(Convert);
        }
        else if (lines.Count > 0)
        {
            Convert(string.Join('\n', lines));
        }
    }

    private void Convert(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var problem = TryParse(text, out var value);
        if (problem is not null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {problem.Message}", problem),
                "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }

        WriteObject(value, enumerateCollection: !NoEnumerate);
    }

    private JsonException? TryParse(string text, out object? value)
    {
        value = null;
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Depth };
            using var document = JsonDocument.Parse(text, options);
            value = Read(document.RootElement);
            return null;
        }
        catch (JsonException problem)
        {
            return problem;
        }
    }

    private object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => AsHashtable ? ReadTable(element) : ReadObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => ReadText(element.GetString()!),
        JsonValueKind.Number => ReadNumber(element.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private OrderedHashtable ReadTable(JsonElement element)
    {
        var table = new OrderedHashtable();
        foreach (var member in element.EnumerateObject())
        {
            table[member.Name] = Read(member.Value);
        }

        return table;
    }

    private PSObject ReadObject(JsonElement element)
    {
        var result = new PSObject();
        foreach (var member in element.EnumerateObject())
        {
            if (result.Properties[member.Name] is { } known)
            {
                if (known.Name != member.Name)
                {
                    throw new JsonException($"The keys '{known.Name}' and '{member.Name}' differ only in case; use -AsHashtable.");
                }

                known.Value = Read(member.Value);
                continue;
            }

            if (member.Name.Length == 0)
            {
                throw new JsonException("A property has no name; use -AsHashtable.");
            }

            result.Properties.Add(new PSNoteProperty(member.Name, Read(member.Value)));
        }

        return result;
    }

    private static object ReadText(string text)
    {
        // Only the form that JSON writers use for times; anything else that looks like a date stays text.
        var couldBeTime = text.Length >= 19 && text[4] == '-' && text[7] == '-' && text[10] == 'T';
        return couldBeTime && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : text;
    }

    private static object ReadNumber(string text)
    {
        if (!text.AsSpan().ContainsAny(".eE"))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : BigInteger.Parse(text, CultureInfo.InvariantCulture);
        }

        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
