using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Makes the appliance as a configuration document wants it.</summary>
/// <remarks>
/// <para>
/// All of the document is checked before anything is changed. What differs is changed in one transaction; when that is refused, because
/// a port is taken for instance, the resources are changed one by one, in the order of their dependsOn: what can be applied is, and the
/// result says what was applied, what failed and what was left alone because it depends on that. Running it again goes on from there.
/// </para>
/// <para>Properties that the document does not give stay as they are; so do remote AEs that it does not name.</para>
/// </remarks>
/// <example>
/// <code>Import-OptosConfiguration ./site.dsc.yaml -WhatIf</code>
/// <para>Shows what would change, each property before and after, and changes nothing.</para>
/// </example>
/// <example>
/// <code>Import-OptosConfiguration ./site.dsc.yaml -ParametersPath ./bern.parameters.yaml</code>
/// <para>Applies the document with the values of a parameters file.</para>
/// </example>
/// <example>
/// <code>Import-OptosConfiguration ./site.dsc.yaml -Parameters @{ password = Read-Host -AsSecureString }</code>
/// <para>Hands a secret over as a parameter of type secureString; it is never shown or logged.</para>
/// </example>
[Cmdlet(VerbsData.Import, "OptosConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(DesiredStateResult))]
public sealed class ImportOptosConfigurationCommand : DocumentCmdlet
{
    /// <inheritdoc/>
    protected override Task ProcessAsync() => TryAsync(Path, async () =>
    {
        var document = await EvaluateAsync(ReadSource());
        var control = await ControlAsync();
        var origin = MyInvocation.MyCommand?.Name;
        var plan = await control.TestDesiredStateAsync(new DesiredStateRequest { Resources = document.Resources, Origin = origin }, StopToken);
        var declined = plan.Resources
            .Where(state => state is { Outcome: ResourceOutcome.Differs, IsAssertion: false } && !ShouldProcess(TargetOf(state), Describe(state)))
            .Select(state => state.Id)
            .ToList();
        if (declined.Count > 0 && declined.Count == plan.Resources.Count(state => state is { Outcome: ResourceOutcome.Differs, IsAssertion: false }))
        {
            return;
        }

        var wanted = document.Resources.Where(resource => !declined.Contains(resource.Id)).ToEquatableList();
        var result = await control.ApplyDesiredStateAsync(new DesiredStateRequest { Resources = wanted, Origin = origin }, StopToken);
        Report(result);
        WriteObject(result);
    });

    private static string TargetOf(ResourceState state) =>
        $"{state.Target} ({(state.File is null ? "" : System.IO.Path.GetFileName(state.File) + " ")}line {state.Line})";

    private static string Describe(ResourceState state)
    {
        static string Text(string? value) => string.IsNullOrEmpty(value) ? "(none)" : value!;
        var changes = state.Differences
            .Where(difference => difference.Property != "_exist")
            .Select(difference => $"{difference.Property}: {Text(difference.Actual)} -> {Text(difference.Desired)}");
        var verb = state.Differences.FirstOrDefault(difference => difference.Property == "_exist") switch
        {
            null => "Set",
            { Desired: "true" } => "Create",
            _ => "Remove",
        };
        return $"{verb} {string.Join(", ", changes)}".TrimEnd();
    }

    private void Report(DesiredStateResult result)
    {
        foreach (var warning in result.Warnings)
        {
            WriteWarning(warning);
        }

        foreach (var state in result.Resources.Where(state => state.Outcome is ResourceOutcome.Failed or ResourceOutcome.Skipped))
        {
            var what = state.Outcome == ResourceOutcome.Failed ? "was not applied" : "was left alone";
            var applied = result.Resources.Count(other => other.Outcome == ResourceOutcome.Applied);
            WriteError(ErrorRecords.Create(
                state.Outcome == ResourceOutcome.Failed ? "ResourceFailed" : "ResourceSkipped",
                ErrorCategory.InvalidOperation,
                $"'{state.Name}', {TargetOf(state)}, {what}: {state.Error}",
                $"{applied} other {(applied == 1 ? "resource was" : "resources were")} applied. Put it right and run the command again; it goes on from here.",
                state));
        }
    }
}
