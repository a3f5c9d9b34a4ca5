using System.Text;
using System.Text.Json;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>
/// Traces as DSC reads them from the error output: one JSON object a line, <c>{"warn":"…"}</c>. What is less severe than
/// DSC_TRACE_LEVEL asks for is left out; without it warnings and errors are written.
/// </summary>
internal sealed class Trace(Stream output, string? level)
{
    /// <summary>Set by DSC for its children.</summary>
    public const string LevelVariable = "DSC_TRACE_LEVEL";

    private static readonly string[] Levels = ["error", "warn", "info", "debug", "trace"];
    private readonly int _level = Array.IndexOf(Levels, level?.Trim().ToLowerInvariant()) is >= 0 and var index ? index : 1;

    public void Error(string message) => Write(0, message);

    public void Warn(string message) => Write(1, message);

    public void Info(string message) => Write(2, message);

    public void Debug(string message) => Write(3, message);

    private void Write(int severity, string message)
    {
        if (severity > _level)
        {
            return;
        }

        var line = new StringBuilder("{\"").Append(Levels[severity]).Append("\":\"").Append(JsonEncodedText.Encode(message, JsonLine.Encoder)).Append("\"}\n");
        output.Write(Encoding.UTF8.GetBytes(line.ToString()));
        output.Flush();
    }
}
