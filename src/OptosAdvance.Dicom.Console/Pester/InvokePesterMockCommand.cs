using System.Collections;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What a mocked command runs; nothing for scripts.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PesterMock")]
internal sealed class InvokePesterMockCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true)]
    public IDictionary Bound { get; set; } = new Hashtable();

    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Rest { get; set; }

    protected override void EndProcessing()
    {
        var session = PesterSession.Current;
        var rest = Rest ?? [];
        // A copy: the function's own table goes on living with the call.
        var bound = new Hashtable(Bound, StringComparer.OrdinalIgnoreCase);
        session.Mocks.Calls.Add(new MockCall(Name, bound, rest, (PesterItem?)session.Test ?? session.Block!));
        foreach (var behavior in session.Mocks.For(Name))
        {
            if (behavior.Filter is null || LanguagePrimitives.IsTrue(MockScope.Run(this, behavior.Filter, bound, rest)))
            {
                WriteObject(MockScope.Run(this, behavior.Script, bound, rest), enumerateCollection: true);
                return;
            }
        }

        var output = InvokeCommand.InvokeScript(
            useLocalScope: true,
            ScriptBlock.Create("param($command, $bound, $rest) & $command @bound @rest"),
            input: null,
            session.Mocks.OriginalOf(Name),
            bound,
            rest);
        WriteObject(output, enumerateCollection: true);
    }
}
