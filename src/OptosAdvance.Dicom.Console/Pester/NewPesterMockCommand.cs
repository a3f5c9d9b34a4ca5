using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Mock: another behaviour for a command while the block or the test lasts.</summary>
[Cmdlet(VerbsCommon.New, "PesterMock")]
internal sealed class NewPesterMockCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string CommandName { get; set; } = "";

    [Parameter(Position = 1)]
    public ScriptBlock MockWith { get; set; } = ScriptBlock.Create("");

    [Parameter]
    public ScriptBlock? ParameterFilter { get; set; }

    [Parameter]
    public string? ModuleName { get; set; }

    [Parameter]
    public SwitchParameter Verifiable { get; set; }

    protected override void EndProcessing()
    {
        var session = PesterSession.Current;
        if (session.IsDiscovering)
        {
            throw new PSInvalidOperationException("Mock belongs into BeforeAll, BeforeEach or It.");
        }

        var original = session.Mocks.Original(CommandName) ?? Find(CommandName);
        var name = original.Name;
        session.Mocks.Add(new MockBehavior(name, MockWith, ParameterFilter, (PesterItem?)session.Test ?? session.Block!), original);

        // An alias goes before functions and cmdlets, and leaves with the scope it was made in.
        var function = "PesterMock_" + name;
        InvokeProvider.Item.Set($"function:{function}", ScriptBlock.Create(Body(original, name)));
        EngineInternals.SetAlias(SessionState, name, function, scope: null, force: true);
        if (!CommandName.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            EngineInternals.SetAlias(SessionState, CommandName, function, scope: null, force: true);
        }
    }

    private CommandInfo Find(string name)
    {
        var command = InvokeCommand.GetCommand(name, CommandTypes.All)
            ?? throw new CommandNotFoundException($"Could not find Command {name}");
        return command is AliasInfo alias ? alias.ResolvedCommand : command;
    }

    private static string Body(CommandInfo original, string name)
    {
        var call = $"Invoke-PesterMock -Name '{name.Replace("'", "''", StringComparison.Ordinal)}' -Bound $PSBoundParameters";
        if (original is ApplicationInfo or ExternalScriptInfo)
        {
            return $"process {{ {call} -Rest $args }}";
        }

        var metadata = new CommandMetadata(original);
        var binding = ProxyCommand.GetCmdletBindingAttribute(metadata);
        var rest = binding.Length > 0 ? "" : " -Rest $args";
        return $"{binding}\nparam({ProxyCommand.GetParamBlock(metadata)})\nprocess {{ {call}{rest} }}";
    }
}
