using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Compares a configuration document with the appliance, or with another document.</summary>
/// <remarks>
/// With the appliance: each property that is not as the document wants it, and each remote AE that the document does not name. With another
/// document: each property that the two want differently, or that only one of them gives; no host is needed.
/// </remarks>
/// <example>
/// <code>Compare-OptosConfiguration ./site.dsc.yaml</code>
/// <para>Lists how the appliance differs from the document.</para>
/// </example>
/// <example>
/// <code>Compare-OptosConfiguration ./new.dsc.yaml -DifferencePath ./old.dsc.yaml</code>
/// <para>Lists what the new document (Desired) wants otherwise than the old one (Actual).</para>
/// </example>
[Cmdlet(VerbsData.Compare, "OptosConfiguration")]
[OutputType(typeof(ConfigurationDifference))]
public sealed class CompareOptosConfigurationCommand : DocumentCmdlet
{
    /// <summary>Path of the document to compare with, instead of the appliance. It is evaluated with the same parameters.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? DifferencePath { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync() => TryAsync(Path, async () =>
    {
        if (DifferencePath is not null)
        {
            var (desired, other) = (Evaluate(ReadSource(), new()), Evaluate(ReadSource(DifferencePath), new()));
            WriteAll(DocumentComparison.Compare(desired.Resources, other.Resources));
            return;
        }

        var document = await EvaluateAsync(ReadSource());
        var control = await ControlAsync();
        var result = await control.TestDesiredStateAsync(new DesiredStateRequest { Resources = document.Resources }, StopToken);
        WriteAll(result.Differences);
        var named = new HashSet<string>(document.Resources.Select(resource => resource.Target), StringComparer.OrdinalIgnoreCase);
        var configuration = await control.GetConfigurationAsync(StopToken);
        WriteAll(configuration.RemoteAEs
            .Where(remote => !named.Contains($"RemoteAE/{remote.Name}"))
            .Select(remote => new ConfigurationDifference($"RemoteAE/{remote.Name}", "_exist", null, "true", null, 0)));
    });
}
