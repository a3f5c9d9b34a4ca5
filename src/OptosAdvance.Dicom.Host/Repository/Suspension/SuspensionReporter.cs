using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace OptosAdvance.Dicom.Host;

/// <summary>Tells a person by e-mail when storing is suspended and when it resumes: one message each, whatever causes come and go in between.</summary>
internal sealed class SuspensionReporter : BackgroundService
{
    private readonly Channel<string?> _changes = Channel.CreateUnbounded<string?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly RepositoryState _state;
    private readonly SpaceGuard _space;
    private readonly IApplianceSettings _settings;
    private readonly ApplianceDirectory _directory;
    private readonly INotifications? _notifications;

    public SuspensionReporter(
        RepositoryState state, SpaceGuard space, IApplianceSettings settings, ApplianceDirectory directory, INotifications? notifications = null)
    {
        _state = state;
        _space = space;
        _settings = settings;
        _directory = directory;
        _notifications = notifications;
        state.SuspensionChanged = reason => _changes.Writer.TryWrite(reason);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var reason in _changes.Reader.ReadAllAsync(stoppingToken))
            {
                _notifications?.Send(reason is null ? Resumed() : Suspended(reason));
                if (reason is not null)
                {
                    _state.Told();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; who was not told is told after its next start.
        }
    }

    internal Notification Suspended(string reason) => new(
        "Suspended",
        $"OptosAdvance on {Environment.MachineName}: storing of images is suspended",
        $"""
         The DICOM host on {Environment.MachineName} has suspended storing: cameras are told that it is out of resources (A700H) and should send again later.

         Reason: {reason}
         {Facts()}

         What to do: free space on this volume or extend it, or have older studies purged: "Get-OptosRepository" shows what purging does and why,
         "Invoke-OptosPurge -WhatIf" tells for each study why it stays. If the volume is missing, mount it again.
         Storing resumes by itself when the cause is gone, and a message like this one says so.
         """);

    internal Notification Resumed() => new(
        "Resumed",
        $"OptosAdvance on {Environment.MachineName}: storing of images has resumed",
        $"""
         The DICOM host on {Environment.MachineName} stores again what cameras send.

         {Facts()}

         What to do: nothing. Cameras that do not send again by themselves have to be told to.
         """);

    private string Facts()
    {
        var path = $"Repository: {_directory.RepositoryPathOf(_settings.Current)}";
        if (_space.Measure() is not var (measured, marks))
        {
            return path;
        }

        var settings = _settings.Current.Repository;
        return string.Join(
            Environment.NewLine,
            path,
            FormattableString.Invariant($"Free space: {ByteText.Of(measured.FreeBytes)} of {ByteText.Of(measured.TotalBytes)} ({100.0 * measured.FreeBytes / Math.Max(1, measured.TotalBytes):0.#}%)"),
            $"Watermarks: critical {settings.CriticalWatermark} ({ByteText.Of(marks.Critical)}), low {settings.LowWatermark} ({ByteText.Of(marks.Low)}), high {settings.HighWatermark} ({ByteText.Of(marks.High)})");
    }
}
