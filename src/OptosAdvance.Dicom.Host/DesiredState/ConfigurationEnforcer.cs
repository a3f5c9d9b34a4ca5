using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Holds a document in force: at the start, at intervals, and whenever somebody changes the configuration or the document, the appliance is
/// held against it; drift is told, and put back where that is wanted. One check at a time.
/// </summary>
internal sealed partial class ConfigurationEnforcer(
    HeldConfigurationFile file,
    HeldEvaluator evaluator,
    DesiredStateApplier applier,
    ConfigurationWatch watch,
    DriftReport report,
    TimeProvider time,
    ILogger<ConfigurationEnforcer> logger) : BackgroundService
{
    private const int LongestInterval = 86_400;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    /// <summary>A file that has just changed may still be written to.</summary>
    private static readonly TimeSpan SettleDelay = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Channel<bool> _touched = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly DriftLedger _ledger = new();
    private readonly CorrectionPace _pace = new();
    private HeldConfiguration? _held;
    private FileWatch? _files;
    private bool _isNew;
    private int _failures;
    private DateTimeOffset _notBefore;
    private volatile ConfigurationStatus _status = new();

    /// <summary>How the appliance stands.</summary>
    public ConfigurationStatus Status => _status;

    /// <summary>What is held, without the values of its parameters; null for nothing.</summary>
    public DesiredConfiguration? Held => Volatile.Read(ref _held)?.Configuration is { } configuration
        ? configuration with
        {
            Source = configuration.Source with
            {
                ParametersText = null,
                Parameters = configuration.Source.Parameters.Select(parameter => parameter with { Json = "null" }).ToEquatableList(),
            },
        }
        : null;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        watch.Touched = Touch;
        try
        {
            _held = file.Load();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // The host serves cameras all the same.
            LogCannotLoad(logger, e);
            _status = new ConfigurationStatus { State = ConfigurationState.Failed, Problem = $"{e.Message} Give the desired configuration anew." };
            report.Problem(e.Message);
        }

        Follow();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Holds a document from now on, and checks it once.</summary>
    /// <exception cref="ControlException">The document is wrong or cannot be kept; what was held before still is.</exception>
    public async Task<ConfigurationStatus> SetAsync(DesiredConfiguration configuration, string actor, CancellationToken cancellationToken)
    {
        configuration = Complete(configuration, actor);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            HeldConfiguration held;
            try
            {
                (held, _) = evaluator.EvaluateNew(configuration);
            }
            catch (DocumentException e)
            {
                throw e.ToControlException(configuration.Source.Path ?? "document");
            }

            file.Save(held);
            Begin(held);
            report.Set(held.Configuration);
            await CheckAsync(cancellationToken);
            Touch();
            return _status;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Holds nothing from now on; the configuration stays as it is.</summary>
    /// <returns>Whether something was held.</returns>
    public async Task<bool> ClearAsync(string actor, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            file.Delete();
            var held = _held;
            Begin(null);
            _status = new ConfigurationStatus();
            if (held is not null)
            {
                report.Cleared(held.Configuration, actor);
            }

            return held is not null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _files?.Dispose();
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _turn.WaitAsync(stoppingToken);
            try
            {
                await CheckAsync(stoppingToken);
            }
            finally
            {
                _turn.Release();
            }

            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var delay = _held is { } held ? TimeSpan.FromSeconds(held.Configuration.IntervalSeconds) : Timeout.InfiniteTimeSpan;
        using var interval = new CancellationTokenSource(delay, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interval.Token, cancellationToken);
        try
        {
            await _touched.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The interval is over.
        }

        if (_files?.TakeTouched() == true)
        {
            await Task.Delay(SettleDelay, time, cancellationToken);
        }
    }

    private void Touch()
    {
        // Whoever has changed something may have removed what kept a correction from being made.
        _notBefore = default;
        _touched.Writer.TryWrite(true);
    }

    private void Begin(HeldConfiguration? held)
    {
        Volatile.Write(ref _held, held);
        _ledger.Clear();
        _pace.Clear();
        watch.Hold(null, null);
        _isNew = held is not null;
        _failures = 0;
        _notBefore = default;
        Follow();
    }

    private void Follow()
    {
        _files?.Dispose();
        _files = _held?.Configuration is { Follow: true, Source: { } source } ? new FileWatch([source.Path, source.ParametersPath], Touch) : null;
    }

    private DesiredConfiguration Complete(DesiredConfiguration configuration, string actor)
    {
        if (configuration.IntervalSeconds is < 1 or > LongestInterval)
        {
            throw Errors.InvalidArgument($"An interval of {configuration.IntervalSeconds} seconds is not possible.", $"Give 1 to {LongestInterval} seconds.");
        }

        if (configuration.Follow)
        {
            if (configuration.Source.Path is not { } path || !Path.IsPathFullyQualified(path))
            {
                throw Errors.InvalidArgument("A document that is followed needs a path.", "Give the absolute path of the document as the host sees it.");
            }

            try
            {
                configuration = configuration with { Source = HeldEvaluator.Reread(configuration.Source) };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Errors.PathUnavailable(path, $"The host cannot read '{path}': {e.Message}", "See to it that the host's account may read it.", e);
            }
        }

        return configuration with { SetBy = actor, SetAt = time.GetUtcNow() };
    }

    [LoggerMessage(5001, LogLevel.Error, "The desired configuration cannot be loaded; nothing is held")]
    private static partial void LogCannotLoad(ILogger logger, Exception exception);

    [LoggerMessage(5002, LogLevel.Error, "The desired configuration cannot be checked")]
    private static partial void LogCheckFailed(ILogger logger, Exception exception);
}
