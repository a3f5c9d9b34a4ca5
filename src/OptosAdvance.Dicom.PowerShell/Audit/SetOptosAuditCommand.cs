using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes the syslog receiver that audit messages go to.</summary>
/// <remarks>
/// While there is a server, what matters of the activity log is sent to it as audit messages of DICOM PS3.15 A.5, beginning with what
/// happens after it was set. A receiver that does not answer stops nothing: messages wait until it does. Only the properties that
/// are given change, all of them or, when one is refused, none. A change takes effect at once; the host need not be restarted.
/// </remarks>
/// <example>
/// <code>Set-OptosAudit -Server audit.clinic.example -Transport Tls -TlsTrustedCertificatesPath /etc/optosadvance/clinic-ca.pem</code>
/// <para>Sends audit messages over TLS to port 6514 of a receiver whose certificate comes from the clinic's own authority.</para>
/// </example>
/// <example>
/// <code>Set-OptosAudit -Enabled $false</code>
/// <para>Stops audit messages, and keeps the settings.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosAudit", SupportsShouldProcess = true)]
[OutputType(typeof(AuditSettings))]
public sealed class SetOptosAuditCommand : SetSettingsCommand<AuditSettings>
{
    /// <summary>See <see cref="AuditSettings.Enabled"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? Enabled { get; set; }

    /// <summary>See <see cref="AuditSettings.Server"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Server { get; set; }

    /// <summary>See <see cref="AuditSettings.Port"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Port { get; set; }

    /// <summary>See <see cref="AuditSettings.Transport"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public AuditTransport? Transport { get; set; }

    /// <summary>See <see cref="AuditSettings.TlsCertificatePath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsCertificatePath { get; set; }

    /// <summary>See <see cref="AuditSettings.TlsCertificateKeyPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsCertificateKeyPath { get; set; }

    /// <summary>See <see cref="AuditSettings.TlsCertificatePassword"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ContractValue(typeof(Secret))]
    public Secret? TlsCertificatePassword { get; set; }

    /// <summary>See <see cref="AuditSettings.TlsTrustedCertificatesPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsTrustedCertificatesPath { get; set; }

    /// <summary>See <see cref="AuditSettings.SourceId"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? SourceId { get; set; }

    /// <summary>See <see cref="AuditSettings.EnterpriseSiteId"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? EnterpriseSiteId { get; set; }

    private protected override string SectionName => "Audit";

    private protected override AuditSettings Section(ApplianceConfiguration configuration) => configuration.Audit;

    private protected override ConfigurationChange Change(Partial<AuditSettings> given) => new() { Audit = given };
}
