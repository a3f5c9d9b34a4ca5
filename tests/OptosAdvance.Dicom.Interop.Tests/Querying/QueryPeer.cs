using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Remote AEs of a host under test, and what is asked of them.</summary>
internal static class QueryPeer
{
    public static Task AddAsync(
        this HostProcess host, string name, string title, int port, RemoteServices services = RemoteServices.QueryRetrieve, RetrieveMethod method = RetrieveMethod.Move) =>
        host.ChangeAsync(new ConfigurationChange
        {
            RemoteAEs =
            [
                new RemoteAEChange
                {
                    Name = name,
                    Kind = RemoteAEChangeKind.Ensure,
                    Properties = new Partial<RemoteAE>()
                        .With(a => a.AETitle, AETitle.Parse(title)).With(a => a.HostName, "127.0.0.1").With(a => a.Port, port)
                        .With(a => a.Services, services).With(a => a.RetrieveMethod, method),
                },
            ],
        });

    public static Task<List<StudySummary>> FindStudiesAsync(this HostProcess host, string name, StudyQuery query, RemoteQuery? remote = null) =>
        ResultsAsync(host.Control.FindRemoteStudiesAsync(new RemoteStudyQuery { Remote = (remote ?? new RemoteQuery()) with { AE = name }, Query = query }, CancellationToken.None));

    public static async Task<List<T>> ResultsAsync<T>(IAsyncEnumerable<QueryPage<T>> pages)
    {
        var results = new List<T>();
        await foreach (var page in pages) results.AddRange(page.Results);
        return results;
    }

    public static async Task<RetrieveResult> RetrieveAsync(this HostProcess host, RetrieveRequest request)
    {
        RetrieveResult? result = null;
        await foreach (var each in host.Control.RetrieveAsync(request, CancellationToken.None)) result = each.Result;
        return result ?? throw new InvalidOperationException("The retrieval has no result.");
    }
}
