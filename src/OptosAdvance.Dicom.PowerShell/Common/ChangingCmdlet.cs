using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// A cmdlet that changes the configuration: asks the host what would change, shows it before and after, then applies it.
/// </summary>
public abstract class ChangingCmdlet : OptosCmdlet
{
    /// <summary>Returns the changed object. By default the command returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Checks the change, confirms it, and applies it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="target">What is changed, for people.</param>
    /// <param name="verb">What is done to it: <c>Set</c>, <c>Create</c>, <c>Remove</c>.</param>
    /// <returns>The result; null when it was not to be carried out.</returns>
    protected async Task<ConfigurationChangeResult?> ApplyAsync(ConfigurationChange change, string target, string verb)
    {
        var control = await ControlAsync();
        change = change with { Origin = MyInvocation.MyCommand?.Name };
        var preview = await control.ChangeConfigurationAsync(change with { ValidateOnly = true }, StopToken);
        if (preview.Changes.Count == 0 && verb == "Set")
        {
            WriteVerbose($"{target} is as wanted already.");
            return preview;
        }

        if (!ShouldProcess(target, Describe(verb, preview.Changes)))
        {
            return null;
        }

        var result = await control.ChangeConfigurationAsync(change, StopToken);
        foreach (var warning in result.Warnings)
        {
            WriteWarning(warning);
        }

        return result;
    }

    private static string Describe(string verb, IEnumerable<PropertyChange> changes) => verb == "Remove"
        ? verb
        : $"{verb} {string.Join(", ", changes.Select(change => $"{change.Property}: {Text(change.Before)} -> {Text(change.After)}"))}".TrimEnd();

    private static string Text(string? value) => string.IsNullOrEmpty(value) ? "(none)" : value!;
}
