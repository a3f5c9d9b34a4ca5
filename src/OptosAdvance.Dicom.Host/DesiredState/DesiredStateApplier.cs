using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Brings resources about. All that differ are one transaction; when that is refused for a reason outside the configuration (a port is
/// taken), they are applied one by one in their order, so that one that cannot be carried out does not keep the others from it.
/// </summary>
internal sealed partial class DesiredStateApplier(
    IApplianceSettings settings, ConfigurationService configuration, ApplianceDirectory directory, ILogger<DesiredStateApplier> logger)
{
    /// <summary>What the host that asks itself finds: it runs.</summary>
    public HostFacts Host => new(IsRunning: true, directory.Path);

    /// <summary>Holds resources against the configuration in force; changes nothing.</summary>
    public DesiredStateResult Test(IReadOnlyCollection<DesiredResource> resources) => DesiredStatePlan.Compare(resources, settings.Current, Host);

    /// <summary>Brings resources about.</summary>
    /// <param name="resources">Resources that do not contradict each other, in their order.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="origin">What asks, for the activity log.</param>
    /// <param name="cancellationToken">Gives up between two changes.</param>
    /// <returns>What was applied, and what was not and why.</returns>
    /// <exception cref="ControlException">The configuration that all of them lead to is not valid; nothing has changed.</exception>
    public async Task<DesiredStateResult> ApplyAsync(
        IReadOnlyList<DesiredResource> resources, string actor, string? origin, CancellationToken cancellationToken)
    {
        var plan = Test(resources);
        if (plan.InDesiredState)
        {
            return plan;
        }

        if (plan.Resources.Any(state => state.IsAssertion && state.Outcome == ResourceOutcome.Differs))
        {
            return plan with { Resources = plan.Resources.Select(HoldBack).ToEquatableList() };
        }

        var byId = resources.ToDictionary(resource => resource.Id, StringComparer.Ordinal);
        var wanted = plan.Resources.Where(state => state.Outcome == ResourceOutcome.Differs).Select(state => byId[state.Id]).ToList();
        var changing = wanted.Where(resource => resource.Host is null).ToList();
        var outcomes = wanted.Where(resource => resource.Host is not null).ToDictionary(
            resource => resource.Id, _ => (Outcome: ResourceOutcome.Failed, Error: (string?)"A running host does not install, start, stop or move itself. Use optosdsc, or the service manager of the machine."));
        var warnings = EquatableList<string>.Empty;
        if (changing.Count > 0)
        {
            try
            {
                var result = await ChangeAsync(changing, actor, origin, cancellationToken);
                warnings = result.Warnings;
                changing.ForEach(resource => outcomes[resource.Id] = (ResourceOutcome.Applied, null));
            }
            catch (ControlException e) when (e.Error.Id != ErrorIds.InvalidConfiguration)
            {
                LogOneByOne(logger, changing.Count, e.Error.Message);
                await ApplyOneByOneAsync(changing, e, outcomes, actor, origin, cancellationToken);
            }
        }

        var states = plan.Resources
            .Select(state => outcomes.TryGetValue(state.Id, out var outcome) ? state with { Outcome = outcome.Outcome, Error = outcome.Error } : state)
            .ToEquatableList();
        return new DesiredStateResult
        {
            Resources = states,
            InDesiredState = states.All(state => state.Outcome is ResourceOutcome.InDesiredState or ResourceOutcome.Applied),
            Warnings = warnings,
        };
    }

    private static ResourceState HoldBack(ResourceState state) => (state.IsAssertion, state.Outcome) switch
    {
        (true, ResourceOutcome.Differs) => state with { Outcome = ResourceOutcome.Failed, Error = "The assertion does not hold." },
        (false, ResourceOutcome.Differs) => state with { Outcome = ResourceOutcome.Skipped, Error = "An assertion of the document does not hold." },
        _ => state,
    };

    private async Task ApplyOneByOneAsync(
        List<DesiredResource> resources,
        ControlException together,
        Dictionary<string, (ResourceOutcome Outcome, string? Error)> outcomes,
        string actor,
        string? origin,
        CancellationToken cancellationToken)
    {
        foreach (var resource in resources)
        {
            if (resource.DependsOn.FirstOrDefault(id => outcomes.TryGetValue(id, out var other) && other.Outcome != ResourceOutcome.Applied) is { } missing)
            {
                outcomes[resource.Id] = (ResourceOutcome.Skipped, $"It depends on '{missing}', which was not applied.");
                continue;
            }

            try
            {
                if (resources.Count == 1)
                {
                    throw together;
                }

                await ChangeAsync([resource], actor, origin, cancellationToken);
                outcomes[resource.Id] = (ResourceOutcome.Applied, null);
            }
            catch (ControlException e)
            {
                outcomes[resource.Id] = (ResourceOutcome.Failed, $"{e.Error.Message} {e.Error.RecommendedAction}".Trim());
            }
        }
    }

    private Task<ConfigurationChangeResult> ChangeAsync(
        IReadOnlyCollection<DesiredResource> resources, string actor, string? origin, CancellationToken cancellationToken) =>
        configuration.ChangeAsync(DesiredStatePlan.Merge(resources) with { Origin = origin }, actor, cancellationToken);

    [LoggerMessage(5000, LogLevel.Warning, "{Count} resources could not be changed together and are changed one by one: {Problem}")]
    private static partial void LogOneByOne(ILogger logger, int count, string problem);
}
