using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes the settings of the streaming service.</summary>
/// <remarks>
/// Only the properties that are given change, all of them or, when one is refused, none. A change takes effect at once; the host
/// need not be restarted. Its port must differ from that of the local AE.
/// </remarks>
/// <example>
/// <code>Set-OptosStreaming -AETitle OPTOSSTREAM -Port 11113</code>
/// <para>Sets the AE title and the port of the streaming service.</para>
/// </example>
/// <example>
/// <code>Set-OptosStreaming -MaximumInboundAssociations 5 -WhatIf</code>
/// <para>Shows what would change, before and after.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosStreaming", SupportsShouldProcess = true)]
[OutputType(typeof(StreamingSettings))]
public sealed class SetOptosStreamingCommand : SetSettingsCommand<StreamingSettings>
{
    /// <summary>See <see cref="StreamingSettings.Enabled"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public bool? Enabled { get; set; }

    /// <summary>See <see cref="StreamingSettings.AETitle"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public AETitle? AETitle { get; set; }

    /// <summary>See <see cref="StreamingSettings.Port"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Port { get; set; }

    /// <summary>See <see cref="StreamingSettings.MaximumInboundAssociations"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? MaximumInboundAssociations { get; set; }

    /// <summary>See <see cref="StreamingSettings.MaximumOutboundAssociations"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? MaximumOutboundAssociations { get; set; }

    private protected override string SectionName => "Streaming";

    private protected override StreamingSettings Section(ApplianceConfiguration configuration) => configuration.Streaming;

    private protected override ConfigurationChange Change(Partial<StreamingSettings> given) => new() { Streaming = given };
}
