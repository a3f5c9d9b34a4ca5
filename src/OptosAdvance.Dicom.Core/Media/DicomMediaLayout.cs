using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// Gives files of a file-set their places: DICOM/study/series/instance, each a number of eight digits from 00000001 in the order of appearance.
/// Not thread-safe.
/// </summary>
public sealed class DicomMediaLayout
{
    private readonly Dictionary<string, int> _studies = [];
    private readonly Dictionary<(string Study, string Series), int> _series = [];
    private readonly Dictionary<string, int> _seriesOfStudy = [];
    private readonly Dictionary<(string Study, string Series), int> _instances = [];

    /// <summary>The place of the next instance.</summary>
    /// <param name="studyInstanceUid">The study that it belongs to.</param>
    /// <param name="seriesInstanceUid">The series that it belongs to.</param>
    /// <exception cref="InvalidOperationException">There are more than 99,999,999 of a kind.</exception>
    public DicomFileId Next(string studyInstanceUid, string seriesInstanceUid)
    {
        ArgumentNullException.ThrowIfNull(studyInstanceUid);
        ArgumentNullException.ThrowIfNull(seriesInstanceUid);
        if (!_studies.TryGetValue(studyInstanceUid, out int study))
        {
            _studies[studyInstanceUid] = study = _studies.Count + 1;
        }
        if (!_series.TryGetValue((studyInstanceUid, seriesInstanceUid), out int series))
        {
            _series[(studyInstanceUid, seriesInstanceUid)] = series =
                _seriesOfStudy[studyInstanceUid] = _seriesOfStudy.GetValueOrDefault(studyInstanceUid) + 1;
        }
        int instance = _instances[(studyInstanceUid, seriesInstanceUid)] = _instances.GetValueOrDefault((studyInstanceUid, seriesInstanceUid)) + 1;
        return new DicomFileId("DICOM", Name(study), Name(series), Name(instance));
    }

    private static string Name(int number) => number <= 99_999_999
        ? number.ToString("D8", CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("A file-set holds no more than 99,999,999 studies, series of a study or instances of a series.");
}
