using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Changes the configuration, one change at a time, as a transaction: everything that can fail is prepared by the capabilities
/// that the change concerns, then the configuration is stored, then it is in force. Whatever fails before that leaves all as it was.
/// </summary>
internal sealed partial class ConfigurationService(
    ApplianceSettings settings,
    ConfigurationFile file,
    ApplianceDirectory directory,
    IEnumerable<IConfigurationParticipant> participants,
    IActivityLog activity,
    ILogger<ConfigurationService> logger,
    IEnumerable<IConfigurationObserver>? observers = null) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly IConfigurationParticipant[] _participants = [.. participants];
    private readonly IConfigurationObserver[] _observers = [.. observers ?? []];

    /// <summary>Applies a change, or with <see cref="ConfigurationChange.ValidateOnly"/> says what it would do.</summary>
    /// <param name="change">The change.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Gives up; heeded until the change is stored.</param>
    /// <exception cref="ControlException">The change is refused; nothing has changed.</exception>
    public async Task<ConfigurationChangeResult> ChangeAsync(ConfigurationChange change, string actor, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var before = settings.Current;
            var after = change.ApplyTo(before);
            Validate(after);
            var changes = SettingsComparer.Compare(before, after);
            if (changes.Count == 0 || change.ValidateOnly)
            {
                return Result(changes.Count == 0 ? before : after, changes, actor);
            }

            after = after with { Revision = before.Revision + 1 };
            try
            {
                await ApplyAsync(before, after, cancellationToken);
            }
            catch (ControlException e)
            {
                Record(actor, change.Origin, changes, e.Error.Message);
                throw;
            }

            Record(actor, change.Origin, changes, problem: null);
            foreach (var observer in _observers)
            {
                observer.Changed(changes, actor);
            }

            return Result(after, changes, actor);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private void Validate(ApplianceConfiguration after)
    {
        var errors = ConfigurationValidator.Validate(after, VolumeSize.Of(after.Repository.Path ?? directory.DefaultRepositoryPath));
        if (errors.Count > 0)
        {
            throw new ControlException(new ControlError
            {
                Id = ErrorIds.InvalidConfiguration,
                Category = ControlErrorCategory.InvalidArgument,
                Message = string.Join(" ", errors.Select(error => error.Message)),
                RecommendedAction = string.Join(" ", errors.Select(error => error.RecommendedAction).Distinct()),
                Target = errors[0].Target,
                Errors = errors,
            });
        }
    }

    private async Task ApplyAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken)
    {
        var prepared = new List<IPreparedChange>();
        try
        {
            foreach (var participant in _participants)
            {
                if (await participant.PrepareAsync(before, after, cancellationToken) is { } part)
                {
                    prepared.Add(part);
                }
            }

            Store(after);
            settings.Replace(after);
            foreach (var part in prepared)
            {
                await part.CommitAsync();
            }
        }
        finally
        {
            for (var i = prepared.Count - 1; i >= 0; i--)
            {
                await prepared[i].DisposeAsync();
            }
        }
    }

    private void Store(ApplianceConfiguration configuration)
    {
        try
        {
            file.Save(configuration);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HostStartException)
        {
            throw new ControlException(
                new ControlError
                {
                    Id = ErrorIds.PathUnavailable,
                    Category = ControlErrorCategory.ResourceUnavailable,
                    Message = $"The configuration cannot be stored: {e.Message}",
                    RecommendedAction = $"See to it that the host's account may write to '{directory.Path}' and that the disk is not full.",
                    Target = file.Path,
                },
                e);
        }
    }

    private void Record(string actor, string? origin, EquatableList<PropertyChange> changes, string? problem)
    {
        var what = string.Join(", ", changes.GroupBy(change => change.Target).SelectMany(Describe));
        var by = origin is null ? "" : $" ({origin})";
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Configuration,
            Outcome = problem is null ? ActivityOutcome.Success : ActivityOutcome.Failure,
            Peer = actor,
            Message = problem is null ? $"Changed: {what}{by}" : $"Refused to change: {what}{by}: {problem}",
            Before = Text(changes, change => change.Before),
            After = Text(changes, change => change.After),
        });
        if (problem is null)
        {
            LogChanged(logger, actor, what);
        }
        else
        {
            LogRefused(logger, actor, what, problem);
        }
    }

    /// <summary>An entry that came or went is one thing, not a list of its properties.</summary>
    private static IEnumerable<string> Describe(IGrouping<string, PropertyChange> changes)
    {
        var name = changes.FirstOrDefault(change => change.Property == nameof(RemoteAE.Name));
        return name is { Before: null } ? [$"{changes.Key} added"]
            : name is { After: null } ? [$"{changes.Key} removed"]
            : changes.Select(change => $"{change.Target}.{change.Property}");
    }

    private static string Text(EquatableList<PropertyChange> changes, Func<PropertyChange, string?> value) =>
        string.Join("; ", changes.Select(change => $"{change.Target}.{change.Property}={value(change)}"));

    private ConfigurationChangeResult Result(ApplianceConfiguration configuration, EquatableList<PropertyChange> changes, string actor) => new()
    {
        Configuration = configuration.HideSecrets(),
        Changes = changes,
        Warnings = _observers.SelectMany(observer => observer.Foresee(configuration, changes, actor))
            .Concat(ConfigurationValidator.Warnings(configuration))
            .ToEquatableList(),
    };

    [LoggerMessage(100, LogLevel.Information, "{Actor} changed the configuration: {What}")]
    private static partial void LogChanged(ILogger logger, string actor, string what);

    [LoggerMessage(101, LogLevel.Warning, "A change by {Actor} was refused ({What}): {Problem}")]
    private static partial void LogRefused(ILogger logger, string actor, string what, string problem);
}
