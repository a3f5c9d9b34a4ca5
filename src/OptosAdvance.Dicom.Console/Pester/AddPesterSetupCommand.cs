using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>BeforeAll, BeforeEach, AfterEach, AfterAll: notes what runs around tests. BeforeDiscovery: runs at once.</summary>
[Cmdlet(VerbsCommon.Add, "PesterSetup")]
internal sealed class AddPesterSetupCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Scriptblock")]
    public ScriptBlock? Script { get; set; }

    protected override void EndProcessing()
    {
        var session = PesterSession.Current;
        if (!session.IsDiscovering)
        {
            throw new PSInvalidOperationException($"{MyInvocation.InvocationName} stands in a test; it belongs into Describe or Context.");
        }

        var block = session.Block!;
        switch (MyInvocation.InvocationName.ToUpperInvariant())
        {
            case "BEFOREDISCOVERY":
                PesterSession.Run(this, Script!);
                break;
            case "BEFOREALL":
                block.BeforeAll.Add(Script!);
                break;
            case "BEFOREEACH":
                block.BeforeEach.Add(Script!);
                break;
            case "AFTEREACH":
                block.AfterEach.Add(Script!);
                break;
            default:
                block.AfterAll.Add(Script!);
                break;
        }
    }
}
