using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

internal static class StudySearchExtensions
{
    /// <summary>One study without its series; null when the index does not hold it.</summary>
    public static async Task<StudySummary?> FindOneAsync(this IStudySearch search, string studyInstanceUid, CancellationToken cancellationToken)
    {
        var query = new StudyQuery { StudyInstanceUid = new[] { studyInstanceUid }, Limit = 1 };
        await foreach (var page in search.FindAsync(query, cancellationToken))
        {
            return page.Studies.Count > 0 ? page.Studies[0] : null;
        }

        return null;
    }
}
