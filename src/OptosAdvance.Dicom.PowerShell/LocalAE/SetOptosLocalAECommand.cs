using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes the local AE: title, address, port and limits of the storage service.</summary>
/// <remarks>
/// Only the properties that are given change, all of them or, when one is refused, none. A change takes effect at once; the host
/// need not be restarted. A new address or port is bound before the old one is given up, and associations that are open go on. A
/// port that is taken is refused, and the old one stays.
/// </remarks>
/// <example>
/// <code>Set-OptosLocalAE -AETitle CLINIC1 -Port 11112</code>
/// <para>Sets the AE title and the port; both take effect together.</para>
/// </example>
/// <example>
/// <code>Set-OptosLocalAE -HostName '*' -CallerPolicy KnownHost -WhatIf</code>
/// <para>
/// Shows what would change, before and after, when the service listened at every address and let only known callers in from
/// their known addresses.
/// </para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosLocalAE", SupportsShouldProcess = true)]
[OutputType(typeof(LocalAESettings))]
public sealed class SetOptosLocalAECommand : SetSettingsCommand<LocalAESettings>
{
    /// <summary>See <see cref="LocalAESettings.AETitle"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public AETitle? AETitle { get; set; }

    /// <summary>See <see cref="LocalAESettings.HostName"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>See <see cref="LocalAESettings.Port"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Port { get; set; }

    /// <summary>See <see cref="LocalAESettings.MaximumInboundAssociations"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? MaximumInboundAssociations { get; set; }

    /// <summary>See <see cref="LocalAESettings.MaximumOutboundAssociations"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? MaximumOutboundAssociations { get; set; }

    /// <summary>See <see cref="LocalAESettings.CallerPolicy"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CallerPolicy? CallerPolicy { get; set; }

    /// <summary>See <see cref="LocalAESettings.AcceptPrivateSopClasses"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? AcceptPrivateSopClasses { get; set; }

    /// <summary>See <see cref="LocalAESettings.Tls"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? Tls { get; set; }

    /// <summary>See <see cref="LocalAESettings.TlsProfile"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TlsProfile? TlsProfile { get; set; }

    /// <summary>See <see cref="LocalAESettings.TlsCertificatePath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsCertificatePath { get; set; }

    /// <summary>See <see cref="LocalAESettings.TlsCertificateKeyPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsCertificateKeyPath { get; set; }

    /// <summary>See <see cref="LocalAESettings.TlsCertificatePassword"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ContractValue(typeof(Secret))]
    public Secret? TlsCertificatePassword { get; set; }

    /// <summary>See <see cref="LocalAESettings.TlsTrustedCertificatesPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsTrustedCertificatesPath { get; set; }

    /// <summary>See <see cref="LocalAESettings.TlsClientCertificate"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TlsClientCertificate? TlsClientCertificate { get; set; }

    private protected override string SectionName => "LocalAE";

    private protected override LocalAESettings Section(ApplianceConfiguration configuration) => configuration.LocalAE;

    private protected override ConfigurationChange Change(Partial<LocalAESettings> given) => new() { LocalAE = given };
}
