using System.Globalization;
using System.Management.Automation.Host;

namespace OptosAdvance.Dicom.Console;

/// <summary>The engine's view of the console.</summary>
internal sealed class ConsoleHost(ConsoleTerminal terminal) : PSHost
{
    public ConsoleHostUserInterface Screen { get; } = new(terminal);

    /// <summary>The code that a script asked to end with; null until it did.</summary>
    public int? ExitCode { get; set; }

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "OptosConsole";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override PSHostUserInterface UI => Screen;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This console has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This console has no nested prompt.");

    public override void NotifyBeginApplication()
    {
        // A native program uses the screen by itself; there is nothing to save.
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
