using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    /// <summary>Targets that cannot be changed, with the reason.</summary>
    public Dictionary<string, string> Refused { get; } = [];

    public Task<DesiredStateResult> TestDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(DesiredStatePlan.Compare(request.Resources, Configuration, new HostFacts(true, Status.DataDirectory)));
    }

    public async Task<DesiredStateResult> ApplyDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken)
    {
        var plan = await TestDesiredStateAsync(request, cancellationToken);
        var states = plan.Resources.Select(state => state.Outcome != ResourceOutcome.Differs ? state
            : Refused.TryGetValue(state.Target, out var error) ? state with { Outcome = ResourceOutcome.Failed, Error = error }
            : state with { Outcome = ResourceOutcome.Applied }).ToEquatableList();
        var applied = states.Where(state => state.Outcome == ResourceOutcome.Applied).Select(state => state.Id).ToHashSet();
        await ChangeConfigurationAsync(DesiredStatePlan.Merge(request.Resources.Where(resource => applied.Contains(resource.Id))), cancellationToken);
        return new DesiredStateResult { Resources = states, InDesiredState = states.All(state => state.Outcome is ResourceOutcome.Applied or ResourceOutcome.InDesiredState) };
    }
}
