using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Gives three pages and then fails.</summary>
internal sealed class FailingSearch : IStudySearch
{
    public async IAsyncEnumerable<StudyQueryPage> FindAsync(
        StudyQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Yield();
            yield return new StudyQueryPage();
        }

        throw new ControlException(new ControlError { Id = ErrorIds.RepositoryUnavailable, Message = "The volume is gone." });
    }

    public Task<StudyDetail?> GetAsync(string studyInstanceUid, CancellationToken cancellationToken) => Task.FromResult<StudyDetail?>(null);

    public Task<(long Studies, long Instances)> CountAsync(CancellationToken cancellationToken) => Task.FromResult((0L, 0L));
}
