using System.Buffers;

namespace OptosAdvance.Dicom.Host;

/// <summary>Where things lie below a repository's folder.</summary>
internal static class RepositoryLayout
{
    /// <summary>File that says "this is the repository and its volume is mounted"; holds the repository's token.</summary>
    public const string Marker = "optos.repository";

    public const string Studies = "studies";

    public const string Incoming = "incoming";

    /// <summary>Folder of the spare files.</summary>
    public const string Spare = "spare";

    public const string Log = "ingest.log";

    public const string Extension = ".dcm";

    private static readonly SearchValues<char> s_uidCharacters = SearchValues.Create("0123456789.");

    /// <summary>
    /// Whether a UID can be a file name: 1 to 64 digits and dots without an empty component (PS3.5 9.1). Leading zeros in
    /// a component, which the standard forbids and devices write, do no harm and are let through.
    /// </summary>
    public static bool IsSafeUid(ReadOnlySpan<char> uid) =>
        uid.Length is >= 1 and <= 64
        && !uid.ContainsAnyExcept(s_uidCharacters)
        && uid[0] != '.'
        && uid[^1] != '.'
        && !uid.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether all three UIDs of an instance can be file names.</summary>
    public static bool IsSafe(InstanceKey key) =>
        IsSafeUid(key.StudyInstanceUid) && IsSafeUid(key.SeriesInstanceUid) && IsSafeUid(key.SopInstanceUid);

    /// <summary>Folder of a study, relative to the repository.</summary>
    /// <exception cref="ArgumentException">The UID is not safe as a file name.</exception>
    public static string StudyFolder(string studyInstanceUid) => Path.Combine(Studies, Safe(studyInstanceUid));

    /// <summary>Folder of a series, relative to the repository.</summary>
    /// <exception cref="ArgumentException">A UID is not safe as a file name.</exception>
    public static string SeriesFolder(InstanceKey key) => Path.Combine(Studies, Safe(key.StudyInstanceUid), Safe(key.SeriesInstanceUid));

    /// <summary>File of an instance, relative to the repository.</summary>
    /// <exception cref="ArgumentException">A UID is not safe as a file name.</exception>
    public static string InstanceFile(InstanceKey key) => Path.Combine(SeriesFolder(key), Safe(key.SopInstanceUid) + Extension);

    private static string Safe(string uid) =>
        IsSafeUid(uid) ? uid : throw new ArgumentException($"'{uid}' is not a UID that can name a file.", nameof(uid));
}
