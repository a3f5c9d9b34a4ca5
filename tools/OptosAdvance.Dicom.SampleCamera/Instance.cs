using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>A Part 10 file that is to be sent as it is.</summary>
internal sealed record Instance(string Path, DicomUid SopClassUid, DicomUid SopInstanceUid, DicomUid TransferSyntaxUid, long Offset, long Length)
{
    /// <summary>Reads the meta information of a file.</summary>
    /// <exception cref="DicomFormatException">It is not a Part 10 file.</exception>
    public static Instance Read(string path)
    {
        using var stream = File.OpenRead(path);
        var meta = DicomFileMetaInformation.Read(stream);
        return new Instance(
            path, meta.MediaStorageSopClassUid, meta.MediaStorageSopInstanceUid, meta.TransferSyntaxUid, stream.Position, stream.Length - stream.Position);
    }

    /// <summary>The encoded data set.</summary>
    public Stream OpenDataSet()
    {
        var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 17, FileOptions.Asynchronous | FileOptions.SequentialScan);
        stream.Position = Offset;
        return stream;
    }
}
