using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Finds what is to be imported.</summary>
internal static class ImportFiles
{
    private const int PreambleLength = 128;

    /// <summary>Every file, in the order given and by name within folders.</summary>
    /// <exception cref="ControlException">A path is not absolute or does not exist.</exception>
    public static List<ImportFile> Find(ImportRequest request, CancellationToken cancellationToken)
    {
        var files = new List<ImportFile>();
        foreach (var path in request.Paths)
        {
            if (!Path.IsPathFullyQualified(path))
            {
                throw Errors.InvalidArgument($"'{path}' is not an absolute path.", "Give the whole path as it is on the host's machine.");
            }

            if (File.Exists(path))
            {
                files.Add(new ImportFile(path, WasNamed: true));
            }
            else if (Directory.Exists(path))
            {
                AddFolder(path, request.Recurse, files, cancellationToken);
            }
            else
            {
                throw Errors.PathUnavailable(
                    path, $"There is no file or folder '{path}' on the host's machine.", "Check the path and the rights of the host's account.");
            }
        }

        return files;
    }

    /// <summary>Whether the stream starts with a preamble and "DICM" (PS3.10 7.1); leaves it at its start.</summary>
    public static bool HasPrefix(FileStream stream)
    {
        Span<byte> start = stackalloc byte[PreambleLength + 4];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == start.Length && start[PreambleLength..].SequenceEqual("DICM"u8);
    }

    private static void AddFolder(string path, bool recurse, List<ImportFile> files, CancellationToken cancellationToken)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = recurse,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        var first = files.Count;
        foreach (var file in Directory.EnumerateFiles(path, "*", options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(new ImportFile(file, WasNamed: false));
        }

        files.Sort(first, files.Count - first, Comparer<ImportFile>.Create(static (a, b) => string.CompareOrdinal(a.Path, b.Path)));
    }
}
