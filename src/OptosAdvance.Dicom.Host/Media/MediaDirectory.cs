using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>The DICOMDIR of an export (PS3.10 8.6), and the places of its files.</summary>
internal sealed class MediaDirectory
{
    /// <summary>No value of a directory record is longer.</summary>
    private const int LongestValue = 1 << 16;

    private readonly DicomMediaLayout _layout = new();
    private readonly DicomDirectoryBuilder _builder = new();

    /// <summary>The place of the next instance.</summary>
    public DicomFileId Next(InstanceKey key) => _layout.Next(key.StudyInstanceUid, key.SeriesInstanceUid);

    /// <summary>Adds a file that has been written.</summary>
    /// <exception cref="ArgumentException">The instance cannot be in a directory.</exception>
    public void Add(string path, DicomFileId fileId)
    {
        var file = DicomFile.Open(path, new DicomReadOptions { StopBefore = DicomTag.PixelData, SkipLargerThan = LongestValue });
        _builder.Add(file.Dataset, file.MetaInformation ?? throw new InvalidDataException("The file has no meta information."), fileId);
    }

    public void Write(string path) => _builder.Write(path);
}
