using System.Management.Automation;

namespace OptosAdvance.Dicom.Console.Tests;

/// <summary>The built-in engine with its output kept, on the thread of the test.</summary>
internal sealed class Session : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly BuiltInEngine engine;

    public Session(string input = "") =>
        engine = BuiltInEngine.Start(new ConsoleTerminal(output, errors, new StringReader(input)), module: null);

    public BuiltInEngine Engine => engine;

    public string Output => output.ToString().ReplaceLineEndings("\n");

    public string Errors => errors.ToString().ReplaceLineEndings("\n");

    /// <summary>Runs commands as <c>optos -c</c> does and returns the exit code.</summary>
    public int Run(string script) => engine.RunCommand(script);

    /// <summary>The results of a script as text, each behind the other.</summary>
    public static string Results(string script)
    {
        using var session = new Session();
        return string.Join(' ', session.Engine.Evaluate(script).Select(value => LanguagePrimitives.ConvertTo<string>(value)));
    }

    public void Dispose()
    {
        engine.Dispose();
        output.Dispose();
        errors.Dispose();
    }
}
