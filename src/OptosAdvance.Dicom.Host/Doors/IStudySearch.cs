using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for questions to the local index.</summary>
internal interface IStudySearch
{
    /// <summary>Studies that match, newest study date first, in pages. At least one page; the last says whether more match than the limit allows.</summary>
    /// <exception cref="ControlException">A key of the query cannot be understood.</exception>
    IAsyncEnumerable<StudyQueryPage> FindAsync(StudyQuery query, CancellationToken cancellationToken);

    /// <summary>One study with its series and instances; null when the index does not hold it.</summary>
    Task<StudyDetail?> GetAsync(string studyInstanceUid, CancellationToken cancellationToken);

    /// <summary>How many studies and instances the index holds.</summary>
    Task<(long Studies, long Instances)> CountAsync(CancellationToken cancellationToken);
}
