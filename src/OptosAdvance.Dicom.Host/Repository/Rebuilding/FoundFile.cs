namespace OptosAdvance.Dicom.Host;

/// <summary>A file in a study folder that the index does not know.</summary>
/// <param name="File">The file, as it was when it was found.</param>
/// <param name="Key">What its place says that it holds.</param>
internal sealed record FoundFile(FileInfo File, InstanceKey Key)
{
    /// <summary>The row that it gets; null before it was read, when it is left out, and when it is gone.</summary>
    public IndexEntry? Entry { get; private set; }

    /// <summary>Why it is left out; null when it is not.</summary>
    public string? LeftBecause { get; private set; }

    /// <summary>It may not be read, as after a change of the host's account: nothing is said of what it holds.</summary>
    public bool IsForbidden { get; private set; }

    /// <summary>Reads the file.</summary>
    /// <param name="inspect">Tells what the index is to hold for a file; null when it is not whole.</param>
    public void Read(Func<string, IndexEntry?> inspect)
    {
        try
        {
            Take(inspect(File.FullName));
        }
        catch (UnauthorizedAccessException)
        {
            IsForbidden = true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed meanwhile.
        }
        catch (IOException exception)
        {
            LeftBecause = exception.Message.TrimEnd('.');
        }
    }

    /// <summary>It is still the file that was read. Whoever has replaced or removed it meanwhile has seen to the index.</summary>
    public bool IsUnchanged()
    {
        var now = new FileInfo(File.FullName);
        return now.Exists && now.Length == File.Length && now.LastWriteTimeUtc == File.LastWriteTimeUtc;
    }

    private void Take(IndexEntry? entry)
    {
        if (entry is null)
        {
            LeftBecause = "it is not a whole DICOM file";
        }
        else if (entry.Content.Key != Key)
        {
            LeftBecause = $"it holds instance {entry.Content.Key.SopInstanceUid} of series {entry.Content.Key.SeriesInstanceUid} of study {entry.Content.Key.StudyInstanceUid}";
        }
        else
        {
            // What was received is what it has to be: of a file that has changed on its disk, an export tells that.
            Entry = ArrivalMark.Read(File.FullName) is var (stored, receivedAt) ? entry with { File = stored, ReceivedAt = receivedAt } : entry;
        }
    }
}
