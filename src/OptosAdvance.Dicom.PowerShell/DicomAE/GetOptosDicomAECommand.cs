using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the remote DICOM servers that the host knows.</summary>
/// <remarks>
/// Without parameters it lists every entry. A name without wildcards that does not exist is an error; wildcards that match
/// nothing are not.
/// </remarks>
/// <example>
/// <code>Get-OptosDicomAE</code>
/// <para>Lists every remote AE.</para>
/// </example>
/// <example>
/// <code>Get-OptosDicomAE -Name PACS* -Services QueryRetrieve</code>
/// <para>Lists the servers whose name begins with PACS and that can be queried.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosDicomAE")]
[OutputType(typeof(RemoteAE))]
public sealed class GetOptosDicomAECommand : OptosCmdlet
{
    /// <summary>Names of the entries; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Lists the entries that play all of these services.</summary>
    [Parameter]
    [Alias("Service")]
    public RemoteServices Services { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var configuration = await (await ControlAsync()).GetConfigurationAsync(StopToken);
        var found = NameFilter.Select(configuration.RemoteAEs, each => each.Name, Name, this.WriteDicomAENotFound);
        WriteAll(found.Where(each => (each.Services & Services) == Services));
    }
}
