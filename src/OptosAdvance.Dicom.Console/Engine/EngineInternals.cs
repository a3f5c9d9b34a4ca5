using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace OptosAdvance.Dicom.Console;

/// <summary>The places where the engine keeps to itself what its own executable reaches; all of them are here.</summary>
/// <remarks>The package's version is pinned and tests cover each use, so a new version that moves one of these fails at once.</remarks>
internal static class EngineInternals
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Formatting = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    /// <summary>Makes <c>exit n</c> in the next script file reach the host, as <c>pwsh -File</c> does.</summary>
    public static void LetScriptExitReachHost(Runspace runspace)
    {
        var context = typeof(Runspace).GetProperty("ExecutionContext", Members)!.GetValue(runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Members)!.SetValue(context, true);
    }

    /// <summary>Puts the engine's formatter of a shape (Table, List, Wide, Complex) behind a format command.</summary>
    public static void UseFormatter(PSCmdlet command, string shape)
    {
        var shapeValue = Enum.Parse(Type("FormatShape"), shape);
        SetImplementation(command, Create(Type("InnerFormatShapeCommand"), shapeValue));
    }

    /// <summary>Puts the engine's renderer behind an output command; rendered lines go to <paramref name="writer"/>.</summary>
    public static void UseRenderer(PSCmdlet command, TextWriter writer, int columns, bool suppressNewline)
    {
        var renderer = Create(Type("OutputManagerInner"));
        var lines = Create(Type("TextWriterLineOutput"), writer, columns, suppressNewline);
        renderer.GetType().GetProperty("LineOutput", Members)!.SetValue(renderer, lines);
        SetImplementation(command, renderer);
    }

    /// <summary>Ends the commands before this one: it needs no more input.</summary>
    public static void StopUpstream(PSCmdlet command) =>
        throw (Exception)Create(Engine.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!, command);

    /// <summary>Makes an error speak of the place that <paramref name="invocation"/> names.</summary>
    public static void SetInvocation(ErrorRecord record, InvocationInfo invocation)
    {
        typeof(ErrorRecord).GetMethod("SetInvocationInfo", Members)!.Invoke(record, [invocation]);
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Members)!.SetValue(record, true);
    }

    /// <summary>The variables of a scope (Global, Script, Local or a number), or all that can be seen.</summary>
    public static IReadOnlyCollection<PSVariable> Variables(SessionState session, string? scope)
    {
        var table = scope is null
            ? Call(session, "GetVariableTable")
            : Call(session, "GetVariableTableAtScope", scope);
        return ((IDictionary<string, PSVariable>)table!).Values.ToList();
    }

    public static void SetVariable(SessionState session, PSVariable variable, string? scope, bool force) =>
        Call(session, "SetVariableAtScope", variable, scope ?? "Local", force, CommandOrigin.Internal);

    public static void RemoveVariable(SessionState session, PSVariable variable, string? scope, bool force)
    {
        if (scope is null)
        {
            Call(session, "RemoveVariable", variable, force);
        }
        else
        {
            Call(session, "RemoveVariableAtScope", variable, scope, force);
        }
    }

    public static AliasInfo SetAlias(SessionState session, string name, string value, string? scope, bool force)
    {
        var state = typeof(SessionState).GetProperty("Internal", Members)!.GetValue(session)!;
        var context = state.GetType().GetProperty("ExecutionContext", Members)!.GetValue(state);
        var alias = (AliasInfo)Create(typeof(AliasInfo), name, value, context!, ScopedItemOptions.None);
        return (AliasInfo)Call(session, "SetAliasItemAtScope", alias, scope ?? "Local", force, CommandOrigin.Internal)!;
    }

    private static object? Call(SessionState session, string method, params object[] arguments)
    {
        var state = typeof(SessionState).GetProperty("Internal", Members)!.GetValue(session)!;
        try
        {
            return state.GetType().GetMethod(method, Members, [.. arguments.Select(argument => argument.GetType())])!.Invoke(state, arguments);
        }
        catch (TargetInvocationException problem) when (problem.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(problem.InnerException);
            throw;
        }
    }

    private static void SetImplementation(PSCmdlet command, object implementation) =>
        Type("FrontEndCommandBase").GetField("implementation", Members)!.SetValue(command, implementation);

    private static Type Type(string name) => Engine.GetType(Formatting + name, throwOnError: true)!;

    private static object Create(Type type, params object[] arguments) =>
        Activator.CreateInstance(type, Members | BindingFlags.CreateInstance, binder: null, arguments, culture: null)!;
}
