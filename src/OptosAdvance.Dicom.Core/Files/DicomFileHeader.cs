namespace OptosAdvance.Dicom.Core;

/// <summary>What the start of a file tells: its meta information, where the data set starts and how it is encoded.</summary>
public sealed class DicomFileHeader
{
    private const int InitialSize = 4096;
    private const int MaximumSize = 64 * 1024 * 1024;

    internal DicomFileHeader(DicomFileMetaInformation? metaInformation, DicomTransferSyntax transferSyntax, long dataSetPosition)
    {
        MetaInformation = metaInformation;
        TransferSyntax = transferSyntax;
        DataSetPosition = dataSetPosition;
    }

    /// <summary>The meta information; null when the file starts with its data set.</summary>
    public DicomFileMetaInformation? MetaInformation { get; }

    /// <summary>
    /// The transfer syntax of the data set: as the meta information says, or as the first element shows where it says nothing or is plainly wrong
    /// about implicit and explicit VR.
    /// </summary>
    public DicomTransferSyntax TransferSyntax { get; }

    /// <summary>Where the data set starts, in bytes from the start of the file.</summary>
    public long DataSetPosition { get; }

    /// <summary>Reads the start of a file and leaves the stream at the data set.</summary>
    /// <param name="stream">A stream that can seek, at the start of the file.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file.</exception>
    public static DicomFileHeader Read(Stream stream)
    {
        RequireSeek(stream);
        var start = stream.Position;
        var (header, _) = ReadAhead(stream);
        stream.Position = start + header.DataSetPosition;
        return header;
    }

    /// <summary>Reads the start of a file and leaves the stream at the data set.</summary>
    /// <param name="stream">A stream that can seek, at the start of the file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file.</exception>
    public static async ValueTask<DicomFileHeader> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        RequireSeek(stream);
        var start = stream.Position;
        var (header, _) = await ReadAheadAsync(stream, cancellationToken);
        stream.Position = start + header.DataSetPosition;
        return header;
    }

    /// <summary>Reads the start of a file and whatever came with it.</summary>
    internal static (DicomFileHeader Header, ReadOnlyMemory<byte> Ahead) ReadAhead(Stream stream)
    {
        var buffer = new byte[InitialSize];
        for (var count = 0; ;)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(count), buffer.Length - count, throwOnEndOfStream: false);
            var isAll = read < buffer.Length - count;
            count += read;
            if (DicomFileHeaderParser.TryParse(buffer.AsSpan(0, count), isAll, out var header)) return (header, Rest(buffer, count, header));
            buffer = Grow(buffer);
        }
    }

    /// <summary>Reads the start of a file and whatever came with it.</summary>
    internal static async ValueTask<(DicomFileHeader Header, ReadOnlyMemory<byte> Ahead)> ReadAheadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[InitialSize];
        for (var count = 0; ;)
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(count), buffer.Length - count, throwOnEndOfStream: false, cancellationToken);
            var isAll = read < buffer.Length - count;
            count += read;
            if (DicomFileHeaderParser.TryParse(buffer.AsSpan(0, count), isAll, out var header)) return (header, Rest(buffer, count, header));
            buffer = Grow(buffer);
        }
    }

    private static ReadOnlyMemory<byte> Rest(byte[] buffer, int count, DicomFileHeader header) =>
        buffer.AsMemory((int)header.DataSetPosition, count - (int)header.DataSetPosition);

    private static byte[] Grow(byte[] buffer)
    {
        if (buffer.Length >= MaximumSize) throw new DicomFormatException($"The meta information is longer than {MaximumSize} bytes.", 0);
        Array.Resize(ref buffer, buffer.Length * 2);
        return buffer;
    }

    private static void RequireSeek(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek) throw new ArgumentException("The stream cannot seek.", nameof(stream));
    }
}
