using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Checks the space every CheckIntervalSeconds, when so much has come in that it may be low, and after a change of the configuration:
/// suspends, resumes, purges.
/// </summary>
internal sealed partial class RepositoryKeeper : BackgroundService, IConfigurationParticipant
{
    private readonly IApplianceSettings _settings;
    private readonly SpaceGuard _space;
    private readonly CpuIdleMeter _cpu;
    private readonly RepositoryPurge _purge;
    private readonly TimeProvider _time;
    private readonly ILogger<RepositoryKeeper> _logger;
    private readonly SemaphoreSlim _wanted = new(0, 1);

    public RepositoryKeeper(
        IApplianceSettings settings, SpaceGuard space, CpuIdleMeter cpu, RepositoryPurge purge, TimeProvider time, ILogger<RepositoryKeeper> logger)
    {
        _settings = settings;
        _space = space;
        _cpu = cpu;
        _purge = purge;
        _time = time;
        _logger = logger;
        space.Budget.LowReached = CheckSoon;
    }

    /// <summary>Looks once before anything is received, so that a volume that is full already takes nothing.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _space.Check();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Has the space checked now rather than at the next interval.</summary>
    public void CheckSoon()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // A check is on its way.
        }
    }

    public Task<IPreparedChange?> PrepareAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken) =>
        Task.FromResult<IPreparedChange?>(
            before.Repository == after.Repository && before.RemoteAEs == after.RemoteAEs ? null : new PreparedAction(CheckSoon));

    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }

    /// <summary>One look.</summary>
    /// <param name="intervalEnded">The interval has passed over which processors are measured.</param>
    /// <param name="cancellationToken">Ends a purge after its batch.</param>
    internal async Task CheckAsync(bool intervalEnded, CancellationToken cancellationToken)
    {
        if (intervalEnded || _cpu.Percent is null)
        {
            _cpu.Measure();
        }

        try
        {
            await _purge.CheckAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next check may go better; what is suspended stays so.
            LogCheckFailed(exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = _time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var interval = TimeSpan.FromSeconds(_settings.Current.Repository.CheckIntervalSeconds);
                var left = interval - _time.GetElapsedTime(last);
                if (left > TimeSpan.Zero)
                {
                    await WaitAsync(left, stoppingToken);
                }

                var ended = _time.GetElapsedTime(last) >= interval;
                if (ended)
                {
                    last = _time.GetTimestamp();
                }

                await CheckAsync(ended, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Until the time has passed or a check is wanted sooner.</summary>
    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var passed = new CancellationTokenSource(time, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(passed.Token, cancellationToken);
        try
        {
            await _wanted.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The interval has passed.
        }
    }

    [LoggerMessage(EventId = 3320, Level = LogLevel.Error, Message = "The repository's space could not be looked after.")]
    private partial void LogCheckFailed(Exception exception);
}
