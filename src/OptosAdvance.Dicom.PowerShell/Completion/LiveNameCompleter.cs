using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// Offers names that the running host knows. A completer must be quick and must never fail: a host that does not answer
/// within a second is as one without names.
/// </summary>
internal abstract class LiveNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var path = fakeBoundParameters["DataPath"] is { } given ? DataDirectory.Resolve(given.ToString()) : SessionDataPath.Current;
            var prefix = (wordToComplete ?? "").Trim('\'', '"');
            using var limit = new CancellationTokenSource(TimeLimit);
            var found = Task.Run(() => ReadAsync(path, prefix, limit.Token));
            return found.Wait(TimeLimit) ? found.Result : [];
        }
        catch (Exception)
        {
            // Tab completion has no place to show an error; the command itself will.
            return [];
        }
    }

    /// <summary>Names with a tool tip each; <paramref name="prefix"/> may narrow the search and is applied again by the caller.</summary>
    protected abstract Task<IEnumerable<(string Name, string ToolTip)>> NamesAsync(IOptosControl control, string prefix, CancellationToken cancellationToken);

    private async Task<IReadOnlyList<CompletionResult>> ReadAsync(string path, string prefix, CancellationToken cancellationToken)
    {
        using var connection = await ControlConnection.OpenAsync(path, cancellationToken, TimeLimit).ConfigureAwait(false);
        var names = await NamesAsync(connection.Control, prefix, cancellationToken).ConfigureAwait(false);
        return
        [
            .. names.Where(item => item.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Select(item => new CompletionResult(Quoted(item.Name), item.Name, CompletionResultType.ParameterValue, item.ToolTip)),
        ];
    }

    private static string Quoted(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? name : $"'{name.Replace("'", "''")}'";
}
