using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

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

    private static void SetImplementation(PSCmdlet command, object implementation) =>
        Type("FrontEndCommandBase").GetField("implementation", Members)!.SetValue(command, implementation);

    private static Type Type(string name) => Engine.GetType(Formatting + name, throwOnError: true)!;

    private static object Create(Type type, params object[] arguments) =>
        Activator.CreateInstance(type, Members | BindingFlags.CreateInstance, binder: null, arguments, culture: null)!;
}
