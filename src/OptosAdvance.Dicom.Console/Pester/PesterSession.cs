using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>The run that is going on: where it is, and the mocks that hold there.</summary>
internal sealed class PesterSession
{
    [ThreadStatic]
    private static PesterSession? current;

    private readonly Stack<Action<PSCmdlet>> pending = new();

    /// <summary>The run on this thread.</summary>
    /// <exception cref="PSInvalidOperationException">There is none: a test file was run by itself.</exception>
    public static PesterSession Current => current
        ?? throw new PSInvalidOperationException("Test files are run with Invoke-Pester, or with 'optos --pester PATH'.");

    public bool IsDiscovering { get; set; }

    public PesterBlock? Block { get; set; }

    public PesterTest? Test { get; set; }

    public MockTable Mocks { get; } = new();

    /// <summary>Makes this the run of the thread and returns the one before, to be given to <see cref="Leave"/>.</summary>
    public PesterSession? Enter()
    {
        var before = current;
        current = this;
        return before;
    }

    public static void Leave(PesterSession? before) => current = before;

    /// <summary>Runs work in a new scope of the script's variables; the command that it gets sees that scope.</summary>
    public void InNewScope(PSCmdlet command, Action<PSCmdlet> work)
    {
        pending.Push(work);
        command.InvokeCommand.InvokeScript(useLocalScope: true, ScriptBlock.Create("Invoke-PesterScope"), input: null);
    }

    public void RunPending(PSCmdlet command) => pending.Pop()(command);

    /// <summary>Runs a block of the test file in the scope that <paramref name="command"/> sees.</summary>
    public static void Run(PSCmdlet command, ScriptBlock script) =>
        command.InvokeCommand.InvokeScript(useLocalScope: false, script, input: null);

    /// <summary>Makes the data of -ForEach visible: <c>$_</c>, and a variable for each key.</summary>
    public static void SetData(PSCmdlet command, PesterItem item)
    {
        if (item.Data is null)
        {
            return;
        }

        var variables = command.SessionState.PSVariable;
        variables.Set("_", item.Data);
        if ((item.Data is PSObject wrapped ? wrapped.BaseObject : item.Data) is System.Collections.IDictionary table)
        {
            foreach (System.Collections.DictionaryEntry entry in table)
            {
                variables.Set(entry.Key.ToString(), entry.Value);
            }
        }
    }
}
