using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Tests whether remote DICOM servers answer, layer by layer.</summary>
/// <remarks>
/// Each test resolves the name, opens a TCP connection, negotiates TLS, asks for an association with what the services of the entry need, and sends a
/// C-ECHO; a DICOMweb server is asked for one study. The result says how long the C-ECHO took, or which step failed and what to do; Services says
/// of each service which SOP classes the server takes and refuses. Certificates that expire within 30 days are warned of. Several servers are tested at
/// the same time; results come as they are ready.
/// </remarks>
/// <example>
/// <code>Test-OptosDicomAE</code>
/// <para>Tests every configured server that has a host and a port.</para>
/// </example>
/// <example>
/// <code>Test-OptosDicomAE -Name PACS1 -Service QueryRetrieve | Select-Object -ExpandProperty Services</code>
/// <para>Shows in which ways a server can be queried and retrieved from.</para>
/// </example>
/// <example>
/// <code>Test-OptosDicomAE -AETitle PACS_ARCHIVE -HostName pacs.clinic.example -Port 104 -TimeoutSeconds 5</code>
/// <para>Tests a server that is not configured yet.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OptosDicomAE", DefaultParameterSetName = ByName)]
[OutputType(typeof(RemoteAETestResult))]
public sealed class TestOptosDicomAECommand : OptosCmdlet
{
    private const string ByName = "ByName";
    private const string ByAddress = "ByAddress";
    private const int AtOnce = 8;

    private readonly List<string> _names = [];

    /// <summary>Names of configured entries; wildcards are allowed. Without names, every entry that can be called is tested.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>AE title to call.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAddress)]
    public AETitle? AETitle { get; set; }

    /// <summary>Host name or IP address to call.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAddress)]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>TCP port to call.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAddress)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>Services to test; the default is those of the entry.</summary>
    [Parameter]
    [Alias("Services")]
    public RemoteServices? Service { get; set; }

    /// <summary>AE title to call as; the default is that of the local AE.</summary>
    [Parameter]
    public AETitle? CallingAETitle { get; set; }

    /// <summary>Time limit for each step in seconds; the default is that of the entry.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int? TimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        _names.AddRange(Name ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var control = await ControlAsync();
        var waiting = new Queue<RemoteAETestRequest>(await RequestsAsync(control));
        var running = new List<(Task<RemoteAETestResult> Test, RemoteAETestRequest Request)>();
        while (waiting.Count + running.Count > 0)
        {
            while (waiting.Count > 0 && running.Count < AtOnce)
            {
                var request = waiting.Dequeue();
                running.Add((control.TestRemoteAEAsync(request, StopToken), request));
            }

            await Task.WhenAny(running.Select(each => each.Test));
            var done = running.Find(each => each.Test.IsCompleted);
            running.Remove(done);
            await TryAsync(done.Request.Name ?? done.Request.AETitle?.ToString(), async () => Write(await done.Test));
        }
    }

    private void Write(RemoteAETestResult result)
    {
        WriteObject(result);
        foreach (var warning in result.Warnings)
        {
            WriteWarning(warning);
        }
    }

    private async Task<IEnumerable<RemoteAETestRequest>> RequestsAsync(IOptosControl control)
    {
        var common = new RemoteAETestRequest { CallingAETitle = CallingAETitle, TimeoutSeconds = TimeoutSeconds, Services = Service };
        if (ParameterSetName == ByAddress)
        {
            return [common with { AETitle = AETitle, HostName = HostName, Port = Port }];
        }

        var configuration = await control.GetConfigurationAsync(StopToken);
        var found = NameFilter.Select(configuration.RemoteAEs, each => each.Name, _names, this.WriteDicomAENotFound);
        return found
            .Where(each => _names.Count > 0 || each.Port is not null || each.BaseUri is not null)
            .Select(each => common with { Name = each.Name });
    }
}
