using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Takes part in changes as a capability would, writes down what is asked of it, and refuses when told to.</summary>
internal sealed class RecordingParticipant(List<string> calls, string name) : IConfigurationParticipant
{
    public Func<ApplianceConfiguration, ControlError?>? Refuse { get; set; }

    public Task<IPreparedChange?> PrepareAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken)
    {
        calls.Add($"{name}: prepare {before.Revision}->{after.Revision}");
        return Refuse?.Invoke(after) is { } error
            ? throw new ControlException(error)
            : Task.FromResult<IPreparedChange?>(new Prepared(calls, name));
    }

    private sealed class Prepared(List<string> calls, string name) : IPreparedChange
    {
        public Task CommitAsync()
        {
            calls.Add($"{name}: commit");
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            calls.Add($"{name}: dispose");
            return ValueTask.CompletedTask;
        }
    }
}
