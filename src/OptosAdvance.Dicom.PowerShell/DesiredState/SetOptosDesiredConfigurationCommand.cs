using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gives the host a configuration document to hold in force.</summary>
/// <remarks>
/// <para>
/// The host checks itself against the document at its start, at intervals and after each change. With AuditOnly it reports what has
/// drifted, with AutoCorrect it puts it back; either way the activity log says which property of which resource, both values and who
/// changed it. A cmdlet that changes something that the document holds warns that it will be put back.
/// </para>
/// <para>
/// The document and its parameters are kept with the host, encrypted. The host evaluates it: envvar() is the host's environment, and
/// secret() a file in the folder secrets of the data directory or a systemd credential. With Follow it reads the files again when they
/// change; a new version that is wrong is reported, and the last good one stays in force.
/// </para>
/// </remarks>
/// <example>
/// <code>Set-OptosDesiredConfiguration ./site.dsc.yaml -Mode AutoCorrect</code>
/// <para>Applies the document and puts back what anybody changes against it.</para>
/// </example>
/// <example>
/// <code>Set-OptosDesiredConfiguration //server/share/site.dsc.yaml -Follow -Mode AuditOnly -IntervalSeconds 600 -Notify</code>
/// <para>Follows a document on a share, looks every ten minutes, and tells of drift by e-mail.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosDesiredConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(ConfigurationStatus))]
public sealed class SetOptosDesiredConfigurationCommand : DocumentCmdlet
{
    /// <summary>What is done about drift: AuditOnly reports it and leaves it, AutoCorrect puts it back.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DesiredConfigurationMode Mode { get; set; } = DesiredConfigurationMode.AuditOnly;

    /// <summary>Seconds between two checks; the host checks after each change as well.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 86400)]
    public int IntervalSeconds { get; set; } = 300;

    /// <summary>Reads the document and the parameters file again when they change. The host's account must be able to read them.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>Tells of drift by e-mail to the repository's NotificationAddress, once for each episode.</summary>
    [Parameter]
    public SwitchParameter Notify { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync() => TryAsync(Path, async () =>
    {
        var source = ReadSource();
        var control = await ControlAsync();
        if (!ShouldProcess(source.Path, $"Hold in force ({Mode}, every {IntervalSeconds} s)"))
        {
            return;
        }

        var status = await control.SetDesiredConfigurationAsync(
            new DesiredConfiguration { Source = source, Mode = Mode, IntervalSeconds = IntervalSeconds, Follow = Follow, Notify = Notify }, StopToken);
        if (status.Problem is not null)
        {
            WriteWarning(status.Problem);
        }

        WriteObject(status);
    });
}
