using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes what commands say and asks what they ask.</summary>
/// <remarks>Calls may come from several threads (progress of jobs), so every write to the screen takes the one lock.</remarks>
internal sealed class ConsoleHostUserInterface : PSHostUserInterface
{
    private readonly ConsoleTerminal terminal;
    private readonly ConsoleRawUserInterface raw;
    private readonly ProgressPane progress;
    private readonly Lock gate = new();

    public ConsoleHostUserInterface(ConsoleTerminal terminal)
    {
        this.terminal = terminal;
        raw = new ConsoleRawUserInterface(terminal);
        progress = new ProgressPane(terminal);
    }

    public override PSHostRawUserInterface RawUI => raw;

    public override bool SupportsVirtualTerminal => terminal.OutHasColor;

    public override void Write(string value) => Write(terminal.Out, terminal.OutHasColor, "", value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        var color = Ansi.Foreground(foregroundColor) + (backgroundColor == raw.BackgroundColor ? "" : Ansi.Background(backgroundColor));
        Write(terminal.Out, terminal.OutHasColor, foregroundColor == raw.ForegroundColor && backgroundColor == raw.BackgroundColor ? "" : color, value);
    }

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) =>
        Write(terminal.Error, terminal.ErrorHasColor, Ansi.Foreground(ConsoleColor.Red), value + Environment.NewLine);

    public override void WriteWarningLine(string message) => WriteNotice("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteNotice("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteNotice("DEBUG: " + message);

    public override void WriteInformation(InformationRecord record)
    {
        // Write-Host has already been shown by the engine; other information is shown by preference as text.
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (gate)
        {
            progress.Update(sourceId, record);
        }
    }

    /// <summary>Removes the progress bar: nothing runs any more.</summary>
    public void EndProgress()
    {
        lock (gate)
        {
            progress.Clear();
        }
    }

    public override string ReadLine()
    {
        lock (gate)
        {
            progress.Hide();
        }

        return terminal.In.ReadLine() ?? throw new PSInvalidOperationException("The input has ended; there is nobody to answer.");
    }

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        if (!terminal.CanPrompt)
        {
            foreach (var character in ReadLine())
            {
                secret.AppendChar(character);
            }

            return secret;
        }

        while (Terminal.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
                Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                Write("*");
            }
        }

        WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write($"{field.Name}: ");
            var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
            if (type == typeof(SecureString))
            {
                answers[field.Name] = PSObject.AsPSObject(ReadLineAsSecureString());
            }
            else if (type == typeof(PSCredential))
            {
                answers[field.Name] = PSObject.AsPSObject(PromptForCredential("", "", "", ""));
            }
            else if (type.IsArray)
            {
                answers[field.Name] = PSObject.AsPSObject(ReadList(field.Name).ToArray());
            }
            else
            {
                answers[field.Name] = PSObject.AsPSObject(LanguagePrimitives.ConvertTo(ReadLine(), type, CultureInfo.CurrentCulture));
            }
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        var keys = choices.Select(Key).ToArray();
        while (true)
        {
            var menu = choices.Select((choice, i) => $"[{keys[i]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}");
            var preset = defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice]}\")" : "";
            Write($"{string.Join("  ", menu)}  [?] Help{preset}: ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == "?")
            {
                for (var i = 0; i < choices.Count; i++)
                {
                    WriteLine($"{keys[i]} - {choices[i].HelpMessage}");
                }

                continue;
            }

            for (var i = 0; i < choices.Count; i++)
            {
                var label = choices[i].Label.Replace("&", "", StringComparison.Ordinal);
                if (answer.Equals(keys[i], StringComparison.OrdinalIgnoreCase) || answer.Equals(label, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteCaption(caption, message);
        var user = userName;
        if (string.IsNullOrEmpty(user))
        {
            Write("User: ");
            user = ReadLine();
        }

        Write($"Password for user {user}: ");
        return new PSCredential(user, ReadLineAsSecureString());
    }

    private static string Key(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : choice.Label;
    }

    private List<string> ReadList(string name)
    {
        var values = new List<string>();
        while (ReadLine() is { Length: > 0 } value)
        {
            values.Add(value);
            Write($"{name}[{values.Count}]: ");
        }

        return values;
    }

    private void WriteCaption(string caption, string message)
    {
        foreach (var line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
            {
                WriteLine(line);
            }
        }
    }

    private void WriteNotice(string line) =>
        Write(terminal.Out, terminal.OutHasColor, Ansi.Foreground(ConsoleColor.Yellow), line + Environment.NewLine);

    private void Write(TextWriter writer, bool hasColor, string color, string value)
    {
        var text = hasColor ? value : Ansi.Strip(value);
        lock (gate)
        {
            progress.Hide();
            if (hasColor && color.Length > 0)
            {
                // The reset stands before the line's end, or the colour would fill the next line on some terminals.
                var end = text.EndsWith(Environment.NewLine, StringComparison.Ordinal) ? Environment.NewLine : "";
                writer.Write(color + text[..^end.Length] + Ansi.Reset + end);
            }
            else
            {
                writer.Write(text);
            }

            writer.Flush();
        }
    }
}
