using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>The properties of a remote AE as parameters, and the change of one entry.</summary>
public abstract class DicomAEChangingCmdlet : ChangingCmdlet
{
    /// <summary>See <see cref="RemoteAE.AETitle"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public AETitle? AETitle { get; set; }

    /// <summary>See <see cref="RemoteAE.HostName"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? HostName { get; set; }

    /// <summary>See <see cref="RemoteAE.Port"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Port { get; set; }

    /// <summary>See <see cref="RemoteAE.Services"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Service")]
    public RemoteServices Services { get; set; }

    /// <summary>See <see cref="RemoteAE.Tls"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? Tls { get; set; }

    /// <summary>See <see cref="RemoteAE.TlsProfile"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TlsProfile? TlsProfile { get; set; }

    /// <summary>See <see cref="RemoteAE.TlsCertificatePath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsCertificatePath { get; set; }

    /// <summary>See <see cref="RemoteAE.TlsCertificateKeyPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsCertificateKeyPath { get; set; }

    /// <summary>See <see cref="RemoteAE.TlsCertificatePassword"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ContractValue(typeof(Secret))]
    public Secret? TlsCertificatePassword { get; set; }

    /// <summary>See <see cref="RemoteAE.TlsTrustedCertificatesPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsTrustedCertificatesPath { get; set; }

    /// <summary>See <see cref="RemoteAE.TlsCheckHostName"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? TlsCheckHostName { get; set; }

    /// <summary>See <see cref="RemoteAE.RetrieveMethod"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public RetrieveMethod? RetrieveMethod { get; set; }

    /// <summary>See <see cref="RemoteAE.ConnectTimeoutSeconds"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? ConnectTimeoutSeconds { get; set; }

    /// <summary>See <see cref="RemoteAE.BaseUri"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? BaseUri { get; set; }

    /// <summary>See <see cref="RemoteAE.QidoPrefix"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? QidoPrefix { get; set; }

    /// <summary>See <see cref="RemoteAE.WadoPrefix"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? WadoPrefix { get; set; }

    /// <summary>See <see cref="RemoteAE.StowPrefix"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? StowPrefix { get; set; }

    /// <summary>See <see cref="RemoteAE.AutoForward"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? AutoForward { get; set; }

    /// <summary>See <see cref="RemoteAE.AutoForwardDelaySeconds"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? AutoForwardDelaySeconds { get; set; }

    /// <summary>See <see cref="RemoteAE.CommitWith"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string? CommitWith { get; set; }

    /// <summary>See <see cref="RemoteAE.CommitmentTimeoutMinutes"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? CommitmentTimeoutMinutes { get; set; }

    /// <summary>See <see cref="RemoteAE.CommitmentWaitSeconds"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? CommitmentWaitSeconds { get; set; }

    /// <summary>See <see cref="RemoteAE.Description"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The properties that are given, without the key.</summary>
    private protected Partial<RemoteAE> Given() => BoundSettings.Read<RemoteAE>(MyInvocation.BoundParameters, nameof(RemoteAE.Name));

    /// <summary>Changes one entry, and returns it as the user wishes.</summary>
    private protected Task ApplyAsync(RemoteAEChange change, string verb) => TryAsync(change.Name, async () =>
    {
        var result = await ApplyAsync(new ConfigurationChange { RemoteAEs = [change] }, $"Remote AE {change.Name}", verb);
        if (result is not null && PassThru)
        {
            WriteAll(result.Configuration.RemoteAEs.Where(each => string.Equals(each.Name, change.Name, StringComparison.OrdinalIgnoreCase)));
        }
    });
}
