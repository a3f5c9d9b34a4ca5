namespace OptosAdvance.Dicom.Core;

/// <summary>A DICOM file in memory (PS3.10): meta information and data set.</summary>
public sealed class DicomFile
{
    /// <summary>Makes a file of a data set.</summary>
    /// <param name="dataset">The data set; its SOP Class UID and SOP Instance UID go into the meta information.</param>
    /// <param name="transferSyntax">How the file is to be encoded.</param>
    public DicomFile(DicomDataset dataset, DicomTransferSyntax transferSyntax)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transferSyntax);
        Dataset = dataset;
        TransferSyntax = transferSyntax;
        MetaInformation = Describe(dataset, transferSyntax);
    }

    private DicomFile(DicomFileHeader header, DicomDataset dataset)
    {
        Dataset = dataset;
        TransferSyntax = header.TransferSyntax;
        HasMetaInformation = header.MetaInformation is not null;
        MetaInformation = header.MetaInformation ?? Describe(dataset, header.TransferSyntax);
    }

    /// <summary>The meta information. Made from the data set when the file that was read had none.</summary>
    public DicomFileMetaInformation MetaInformation { get; }

    /// <summary>The data set.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>How the data set was encoded in the file, or will be; see <see cref="DicomFileHeader.TransferSyntax"/>.</summary>
    public DicomTransferSyntax TransferSyntax { get; }

    /// <summary>Whether the file that was read had meta information.</summary>
    public bool HasMetaInformation { get; } = true;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file, ends too early, or exceeds a limit.</exception>
    public static DicomFile Open(string path, DicomReadOptions? options = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Open(stream, options);
    }

    /// <summary>Reads a file from a stream, from where it is to its end. The stream stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file, ends too early, or exceeds a limit.</exception>
    public static DicomFile Open(Stream stream, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.CanSeek ? stream.Position : 0;
        var (header, ahead) = DicomFileHeader.ReadAhead(stream);
        using var rest = RestOf(stream, start, header, ahead);
        return new DicomFile(header, DicomDatasetReader.Read(rest ?? stream, header.TransferSyntax, options));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file, ends too early, or exceeds a limit.</exception>
    public static async Task<DicomFile> OpenAsync(string path, DicomReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        return await OpenAsync(stream, options, cancellationToken);
    }

    /// <summary>Reads a file from a stream, from where it is to its end. The stream stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file, ends too early, or exceeds a limit.</exception>
    public static async Task<DicomFile> OpenAsync(Stream stream, DicomReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.CanSeek ? stream.Position : 0;
        var (header, ahead) = await DicomFileHeader.ReadAheadAsync(stream, cancellationToken);
        await using var rest = RestOf(stream, start, header, ahead);
        return new DicomFile(header, await DicomDatasetReader.ReadAsync(rest ?? stream, header.TransferSyntax, options, cancellationToken));
    }

    /// <summary>Writes the file, in place of one that is there. It is not made durable.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">The lengths; null for explicit ones.</param>
    /// <exception cref="InvalidOperationException">The data set cannot be written, see <see cref="DicomDatasetWriter"/>.</exception>
    public void Save(string path, DicomWriteOptions? options = null)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Save(stream, options);
    }

    /// <summary>Writes the file to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The lengths; null for explicit ones.</param>
    /// <exception cref="InvalidOperationException">The data set cannot be written, see <see cref="DicomDatasetWriter"/>.</exception>
    public void Save(Stream stream, DicomWriteOptions? options = null)
    {
        MetaInformation.TransferSyntaxUid = TransferSyntax.Uid;
        MetaInformation.Write(stream);
        DicomDatasetWriter.Write(stream, Dataset, TransferSyntax, options);
    }

    private static DicomFileMetaInformation Describe(DicomDataset dataset, DicomTransferSyntax transferSyntax)
    {
        var meta = new DicomFileMetaInformation { TransferSyntaxUid = transferSyntax.Uid };

        // As bytes: what was read need not be valid.
        meta.Dataset.SetBytes(DicomTag.MediaStorageSOPClassUID, dataset.GetBytes(DicomTag.SOPClassUID) ?? default);
        meta.Dataset.SetBytes(DicomTag.MediaStorageSOPInstanceUID, dataset.GetBytes(DicomTag.SOPInstanceUID) ?? default);
        return meta;
    }

    /// <summary>The data set as a stream, when the stream itself cannot go back to where it starts.</summary>
    private static PrefixedStream? RestOf(Stream stream, long start, DicomFileHeader header, ReadOnlyMemory<byte> ahead)
    {
        if (!stream.CanSeek) return new PrefixedStream(ahead, stream);
        stream.Position = start + header.DataSetPosition;
        return null;
    }
}
