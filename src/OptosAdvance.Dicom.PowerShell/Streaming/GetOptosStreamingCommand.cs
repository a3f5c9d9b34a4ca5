using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the settings of the streaming service.</summary>
/// <remarks>The streaming service is an AE of its own that retrieves studies straight into memory.</remarks>
/// <example>
/// <code>Get-OptosStreaming</code>
/// <para>Shows the settings of the streaming service.</para>
/// </example>
/// <example>
/// <code>(Get-OptosStreaming).Enabled</code>
/// <para>Tells whether the service is enabled.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosStreaming")]
[OutputType(typeof(StreamingSettings))]
public sealed class GetOptosStreamingCommand : GetSettingsCommand<StreamingSettings>
{
    private protected override StreamingSettings Section(ApplianceConfiguration configuration) => configuration.Streaming;
}
