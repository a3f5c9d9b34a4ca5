using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Removes remote DICOM servers.</summary>
/// <remarks>
/// Nothing is removed from the servers themselves. A removed server that calls is refused when the CallerPolicy asks for known
/// callers.
/// </remarks>
/// <example>
/// <code>Remove-OptosDicomAE -Name PACS1</code>
/// <para>Removes one entry.</para>
/// </example>
/// <example>
/// <code>Get-OptosDicomAE -Name TEST* | Remove-OptosDicomAE -WhatIf</code>
/// <para>Shows which entries would be removed.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OptosDicomAE", SupportsShouldProcess = true)]
[OutputType(typeof(RemoteAE))]
public sealed class RemoveOptosDicomAECommand : ChangingCmdlet
{
    /// <summary>Names of the entries; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var configuration = await (await ControlAsync()).GetConfigurationAsync(StopToken);
        foreach (var entry in NameFilter.Select(configuration.RemoteAEs, each => each.Name, Name, this.WriteDicomAENotFound))
        {
            await TryAsync(entry.Name, async () =>
            {
                var change = new RemoteAEChange { Name = entry.Name, Kind = RemoteAEChangeKind.Remove };
                if (await ApplyAsync(new ConfigurationChange { RemoteAEs = [change] }, $"Remote AE {entry.Name}", "Remove") is not null && PassThru)
                {
                    WriteObject(entry);
                }
            });
        }
    }
}
