using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Gives pages for as long as anybody wants them, and says when nobody does.</summary>
internal sealed class EndlessSearch : IStudySearch
{
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async IAsyncEnumerable<StudyQueryPage> FindAsync(
        StudyQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(1, cancellationToken);
                yield return new StudyQueryPage();
            }
        }
        finally
        {
            Ended.TrySetResult();
        }
    }

    public Task<StudyDetail?> GetAsync(string studyInstanceUid, CancellationToken cancellationToken) => Task.FromResult<StudyDetail?>(null);

    public Task<(long Studies, long Instances)> CountAsync(CancellationToken cancellationToken) => Task.FromResult((0L, 0L));
}
