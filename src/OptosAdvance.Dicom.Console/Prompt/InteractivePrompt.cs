using System.Management.Automation.Language;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads commands line by line and runs them until <c>exit</c> or the end of the input.</summary>
internal sealed class InteractivePrompt(BuiltInEngine engine, ConsoleTerminal terminal)
{
    private const string Continuation = ">> ";

    private readonly LineEditor editor = new(terminal, new CommandHistory(), new Completer(engine));

    public int Run()
    {
        while (engine.Host.ExitCode is null)
        {
            var command = ReadCommand();
            if (command is null)
            {
                break;
            }

            if (!string.IsNullOrWhiteSpace(command))
            {
                engine.Invoke(shell => shell.AddScript(command, useLocalScope: false), addToHistory: true);
            }
        }

        return engine.Host.ExitCode ?? 0;
    }

    /// <summary>True when the text ends in the middle of something: another line belongs to it.</summary>
    public static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    private string? ReadCommand()
    {
        var command = editor.ReadLine(PromptText());
        while (command is not null && IsIncomplete(command))
        {
            // Ctrl+C in a continuation gives the whole command up.
            if (editor.ReadLine(Continuation) is not { } more || editor.WasCancelled)
            {
                return "";
            }

            if (more.Length == 0)
            {
                break;
            }

            command += "\n" + more;
        }

        return command;
    }

    private string PromptText()
    {
        var text = string.Concat(engine.Evaluate("prompt").Select(part => part.ToString()));
        return text.Length > 0 ? text : "PS> ";
    }
}
