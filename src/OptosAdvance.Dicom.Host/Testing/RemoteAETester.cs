using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Tries to reach a remote AE, over DIMSE and DICOMweb as the entry says, and says which layer refused.</summary>
internal sealed class RemoteAETester(
    IApplianceSettings settings, EchoTest echo, WebProbe web, IActivityLog activity, TimeProvider time)
{
    /// <summary>Tests an entry, or an address that is not configured.</summary>
    /// <param name="request">What to test.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ControlException">The entry does not exist, or the request does not say enough.</exception>
    public async Task<RemoteAETestResult> TestAsync(RemoteAETestRequest request, string actor, CancellationToken cancellationToken)
    {
        var remote = Find(request);
        if (request.Services is { } services)
        {
            remote = remote with { Services = services };
        }

        var calling = (request.CallingAETitle ?? settings.Current.LocalAE.AETitle).Value;
        var timeout = TimeSpan.FromSeconds(request.TimeoutSeconds ?? remote.ConnectTimeoutSeconds);
        var startedAt = time.GetTimestamp();
        var result = await TestAsync(remote, calling, timeout, cancellationToken);
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Test,
            Outcome = result.Success ? ActivityOutcome.Success : ActivityOutcome.Failure,
            Peer = remote.AETitle?.Value ?? remote.Name,
            Address = remote.HostName ?? remote.BaseUri,
            DurationMilliseconds = time.GetElapsedTime(startedAt).TotalMilliseconds,
            Message = $"Connection test by {actor}: {result.Message}",
        });
        return result;
    }

    private async Task<RemoteAETestResult> TestAsync(RemoteAE remote, string calling, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Who tests only Rest does not want to know of DIMSE, unless there is nothing else.
        var hasRest = remote.Services.HasFlag(RemoteServices.Rest) && remote.BaseUri is not null;
        var hasDimse = remote is { AETitle: not null, HostName: not null, Port: not null } && !(hasRest && remote.Services == RemoteServices.Rest);
        var result = hasDimse ? await echo.RunAsync(remote, calling, timeout, cancellationToken) : null;
        if (result is { Success: false } || !hasRest)
        {
            return result ?? throw Invalid(remote.Name, $"The remote AE '{remote.Name}' has no base URI to test.", "Give it BaseUri with Set-OptosDicomAE.");
        }

        var answer = await web.RunAsync(remote, timeout, cancellationToken);
        var rest = new ServiceTestResult { Service = RemoteServices.Rest, Success = answer.Success, Message = answer.Message, RecommendedAction = answer.RecommendedAction };
        return answer with
        {
            Services = (result?.Services ?? []).Append(rest).ToEquatableList(),
            Message = result is null || !answer.Success ? answer.Message : $"{result.Message} {answer.Message}",
            Tls = result?.Tls,
            Warnings = result?.Warnings ?? [],
            ImplementationVersionName = result?.ImplementationVersionName,
        };
    }

    private RemoteAE Find(RemoteAETestRequest request)
    {
        if (request.TimeoutSeconds is < 1 or > 600)
        {
            throw Invalid(nameof(request.TimeoutSeconds), $"The time limit is {request.TimeoutSeconds} s; it must be 1 to 600 s.", "Give a number in this range.");
        }

        if (request.Name is not { Length: > 0 } name)
        {
            return request is { AETitle: not null, HostName: not null, Port: >= 1 and <= 65535 }
                ? new RemoteAE { Name = request.AETitle.Value, AETitle = request.AETitle, HostName = request.HostName, Port = request.Port }
                : throw Invalid(nameof(request.Name), "There is nothing to test.", "Give the name of a remote AE, or AETitle, HostName and Port (1 to 65535).");
        }

        var remote = settings.Current.RemoteAEs.FirstOrDefault(entry => string.Equals(entry.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ControlException(new ControlError
            {
                Id = ErrorIds.NotFound,
                Category = ControlErrorCategory.ObjectNotFound,
                Target = name,
                Message = $"There is no remote AE '{name}'.",
                RecommendedAction = "List the remote AEs with Get-OptosDicomAE.",
            });
        return remote is { AETitle: not null, HostName: not null, Port: not null } || remote.Services.HasFlag(RemoteServices.Rest)
            ? remote
            : throw Invalid(name, $"The remote AE '{remote.Name}' only calls us: it has no host and port to test.", "Give it HostName and Port with Set-OptosDicomAE.");
    }

    private static ControlException Invalid(string target, string message, string action) => new(new ControlError
    {
        Id = ErrorIds.InvalidArgument,
        Category = ControlErrorCategory.InvalidArgument,
        Target = target,
        Message = message,
        RecommendedAction = action,
    });
}
