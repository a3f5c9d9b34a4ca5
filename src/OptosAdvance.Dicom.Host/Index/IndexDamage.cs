using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// An index that cannot be read any more. It is set aside, never deleted: what it knew of the stored files is told from them, what else it knew a person may still find there.
/// </summary>
internal static class IndexDamage
{
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    /// <summary>Whether an error says that the file is damaged; one that may pass (no room, no access, a broken read) does not.</summary>
    public static bool Is(Exception exception) => exception is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase };

    /// <summary>Notes beside the index what is wrong with it: the next start sets it aside. It could not be used in any other way before that.</summary>
    /// <exception cref="IOException">The note cannot be written.</exception>
    public static void Note(string path, Exception exception) => File.WriteAllText(NoteOf(path), exception.Message);

    /// <summary>What was noted; null when nothing was.</summary>
    public static string? ReadNote(string path) => File.Exists(NoteOf(path)) ? File.ReadAllText(NoteOf(path)) : null;

    /// <summary>Moves the index out of the way. When that is broken off in the middle, the next call finishes it.</summary>
    /// <param name="path">The index.</param>
    /// <param name="at">When, for its new name.</param>
    /// <returns>Where it is now.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static string SetAside(string path, DateTimeOffset at)
    {
        var aside = $"{path}.damaged-{at.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";

        // The write-ahead log first: a new index must never find it beside itself.
        foreach (var suffix in (string[])["-wal", "-shm", ""])
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, aside + suffix, overwrite: true);
            }
        }

        File.Delete(NoteOf(path));
        return aside;
    }

    private static string NoteOf(string path) => path + ".is-damaged";
}
