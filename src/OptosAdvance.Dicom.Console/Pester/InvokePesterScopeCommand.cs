using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>The runner's step into a new scope; nothing for scripts.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PesterScope")]
internal sealed class InvokePesterScopeCommand : PSCmdlet
{
    protected override void EndProcessing() => PesterSession.Current.RunPending(this);
}
