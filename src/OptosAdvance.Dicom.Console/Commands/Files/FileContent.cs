using System.Security;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Opens files for the commands that write text.</summary>
internal static class FileContent
{
    /// <summary>Opens a file for writing; its folder must exist.</summary>
    /// <exception cref="IOException">The file is there and must not be written over, or cannot be opened.</exception>
    public static StreamWriter OpenWriter(string path, Encoding encoding, bool append, bool noClobber, bool force)
    {
        if (noClobber && !append && File.Exists(path))
        {
            throw new IOException($"The file '{path}' already exists.");
        }

        if (force && File.Exists(path))
        {
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }

        var stream = new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        return new StreamWriter(stream, encoding);
    }

    /// <summary>Something is wrong with the file, not with the program.</summary>
    public static bool IsFileProblem(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or NotSupportedException or SecurityException;
}
