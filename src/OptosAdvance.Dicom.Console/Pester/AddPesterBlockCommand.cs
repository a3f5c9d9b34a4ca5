using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Describe and Context: notes a block of tests and looks for the tests in it.</summary>
[Cmdlet(VerbsCommon.Add, "PesterBlock")]
internal sealed class AddPesterBlockCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("ScriptBlock")]
    public ScriptBlock? Fixture { get; set; }

    [Parameter]
    [Alias("Tags")]
    public string[] Tag { get; set; } = [];

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? ForEach { get; set; }

    [Parameter]
    public SwitchParameter AllowNullOrEmptyForEach { get; set; }

    protected override void EndProcessing()
    {
        if (Fixture is null)
        {
            throw new PSArgumentException($"No test block was given to '{Name}'; is the opening brace on the same line?");
        }

        if (!MyInvocation.BoundParameters.ContainsKey(nameof(ForEach)))
        {
            AddBlock(null);
            return;
        }

        foreach (var item in ForEach ?? [])
        {
            AddBlock(item);
        }
    }

    private void AddBlock(object? data)
    {
        var session = PesterSession.Current;
        var parent = session.Block!;
        var block = new PesterBlock
        {
            Kind = MyInvocation.InvocationName.Equals("Context", StringComparison.OrdinalIgnoreCase) ? "Context" : "Describe",
            Name = Name,
            Tag = Tag,
            Skip = Skip,
            Block = parent,
            Data = data,
            File = parent.File,
            StartLine = MyInvocation.ScriptLineNumber,
        };
        parent.Items.Add(block);
        session.Block = block;
        try
        {
            session.InNewScope(this, scope =>
            {
                PesterSession.SetData(scope, block);
                PesterSession.Run(scope, Fixture!);
            });
        }
        finally
        {
            session.Block = parent;
        }
    }
}
