using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Counts an import. Thread-safe.</summary>
internal sealed class ImportProgress(int total)
{
    private readonly Lock _gate = new();
    private int _done;
    private int _imported;
    private int _failed;
    private string? _study;
    private bool _hasMoreStudies;

    public long Bytes { get; private set; }

    /// <summary>The study that all of it belongs to; null when there are more, or none.</summary>
    public string? OnlyStudy => _hasMoreStudies ? null : _study;

    public ImportEvent Imported(string path, string studyInstanceUid, long bytes)
    {
        lock (_gate)
        {
            _imported++;
            Bytes += bytes;
            _hasMoreStudies |= _study is not null && _study != studyInstanceUid;
            _study = studyInstanceUid;
            return Next() with { Path = path, StudyInstanceUid = studyInstanceUid };
        }
    }

    public ImportEvent Skipped(string path)
    {
        lock (_gate)
        {
            return Next() with { Path = path, Skipped = true };
        }
    }

    public ImportEvent Failed(string path, string error)
    {
        lock (_gate)
        {
            _failed++;
            return Next() with { Path = path, Error = error };
        }
    }

    public ImportEvent Summary()
    {
        lock (_gate)
        {
            return new ImportEvent { FilesDone = _done, FilesTotal = total, Imported = _imported, Failed = _failed };
        }
    }

    private ImportEvent Next() => new() { FilesDone = ++_done, FilesTotal = total, Imported = _imported, Failed = _failed };
}
