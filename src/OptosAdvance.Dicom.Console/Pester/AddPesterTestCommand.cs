using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>It: notes a test.</summary>
[Cmdlet(VerbsCommon.Add, "PesterTest")]
internal sealed class AddPesterTestCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Test")]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter]
    [Alias("TestCases")]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? ForEach { get; set; }

    [Parameter]
    [Alias("Tags")]
    public string[] Tag { get; set; } = [];

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    public SwitchParameter AllowNullOrEmptyForEach { get; set; }

    protected override void EndProcessing()
    {
        if (ScriptBlock is null)
        {
            throw new PSArgumentException($"No test script was given to '{Name}'; is the opening brace on the same line?");
        }

        if (!PesterSession.Current.IsDiscovering)
        {
            throw new PSInvalidOperationException($"The test '{Name}' stands in another test; It belongs into Describe or Context.");
        }

        if (!MyInvocation.BoundParameters.ContainsKey(nameof(ForEach)))
        {
            AddTest(null);
            return;
        }

        foreach (var item in ForEach ?? [])
        {
            AddTest(item);
        }
    }

    private void AddTest(object? data)
    {
        var block = PesterSession.Current.Block!;
        block.Items.Add(new PesterTest
        {
            Name = Name,
            Tag = Tag,
            Skip = Skip,
            Block = block,
            Data = data,
            Script = ScriptBlock,
            File = block.File,
            StartLine = MyInvocation.ScriptLineNumber,
        });
    }
}
