using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Reads a stored or an incoming file through the same inspection that receiving uses.</summary>
internal static class FileInspector
{
    private const int BufferSize = 1 << 18;

    /// <summary>
    /// Most bytes that a deflated data set may inflate to. Deflate shrinks by up to a thousand, so that a small file could keep a processor busy
    /// for hours.
    /// </summary>
    private const long MaximumInflated = 16L << 30;

    /// <summary>Inspects a data set that was deflated (PS3.5 A.5).</summary>
    /// <exception cref="DicomFormatException">It cannot be inflated or is no data set.</exception>
    public static CapturedAttributes InspectDeflated(Stream deflated, DicomTransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        using var inflated = new DeflateStream(deflated, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return Inspect(inflated, transferSyntax, MaximumInflated, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new DicomFormatException($"The data set cannot be inflated: {exception.Message}", 0);
        }
    }

    /// <summary>Inspects a data set that is not deflated.</summary>
    /// <exception cref="DicomFormatException">It is no data set.</exception>
    public static CapturedAttributes Inspect(
        Stream dataSet, DicomTransferSyntax transferSyntax, long maximumLength, CancellationToken cancellationToken)
    {
        var inspector = new DataSetInspector(transferSyntax);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long total = 0;
            while (dataSet.Read(buffer) is var read and > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                total += read;
                if (total > maximumLength)
                {
                    throw new DicomFormatException($"The data set is longer than {maximumLength} bytes.", maximumLength);
                }

                inspector.Feed(buffer.AsSpan(0, read));
            }

            return inspector.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What the index is to hold for a file of the repository; null when the file is broken, or not there.</summary>
    public static IndexEntry? ReadEntry(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var header = DicomFileHeader.Read(stream);
            var attributes = header.TransferSyntax.IsDeflated
                ? InspectDeflated(stream, header.TransferSyntax, CancellationToken.None)
                : Inspect(stream, header.TransferSyntax, long.MaxValue, CancellationToken.None);
            stream.Position = header.DataSetPosition;
            var hash = new XxHash3();
            hash.Append(stream);
            return new IndexEntry
            {
                Content = attributes.ToContent(),
                File = new StoredFile(stream.Length, (int)header.DataSetPosition, hash.GetCurrentHashAsUInt64()),
                ReceivedAt = File.GetLastWriteTimeUtc(path),
                Source = header.MetaInformation?.SourceApplicationEntityTitle ?? "",
            };
        }
        catch (DicomFormatException)
        {
            // Not whole: for the caller it is as if it were not there.
            return null;
        }
    }
}
