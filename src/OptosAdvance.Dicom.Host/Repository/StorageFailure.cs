using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>What an exception of the repository means to the sender.</summary>
internal static class StorageFailure
{
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;

    /// <summary>
    /// The volume has no room or does not work: nothing can be stored until it does (A700H). An error of one file alone
    /// (it is open elsewhere, access denied) is not of this kind.
    /// </summary>
    public static bool IsOutOfResources(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteFull or SqliteIoError,
        FileNotFoundException or PathTooLongException => false,
        DirectoryNotFoundException or DriveNotFoundException => true,
        IOException io => !IsSharingViolation(io),
        _ => false,
    };

    /// <summary>One sentence for people.</summary>
    public static string Describe(Exception exception) => IsDiskFull(exception)
        ? "The volume of the repository is full."
        : $"The repository cannot be written: {exception.Message.TrimEnd('.')}.";

    private static bool IsDiskFull(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        // ENOSPC and EDQUOT on Linux; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
        IOException io => OperatingSystem.IsWindows() ? (io.HResult & 0xFFFF) is 112 or 39 : io.HResult is 28 or 122,
        _ => false,
    };

    private static bool IsSharingViolation(IOException exception) =>
        OperatingSystem.IsWindows() && (exception.HResult & 0xFFFF) is 32 or 33;
}
