using System.Buffers;
using System.IO.Compression;

namespace OptosAdvance.Dicom.Core;

/// <summary>Reads data sets into memory within limits. Streams stay open.</summary>
public static class DicomDatasetReader
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads a data set that is in memory.</summary>
    /// <param name="data">The encoded data set.</param>
    /// <param name="transferSyntax">Its encoding.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <exception cref="DicomFormatException">The bytes are not a data set in that encoding, end too early, or exceed a limit.</exception>
    public static DicomDataset Read(ReadOnlyMemory<byte> data, DicomTransferSyntax transferSyntax, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        if (transferSyntax.IsDeflated)
        {
            using var stream = new ReadOnlyMemoryStream(data);
            return Read(stream, transferSyntax, options);
        }

        var builder = new DicomDatasetBuilder(transferSyntax, options ?? DicomReadOptions.Default, 0);
        builder.Feed(data.Span);
        return builder.Build();
    }

    /// <summary>Reads a data set from where a stream is to its end, or to where <see cref="DicomReadOptions.StopBefore"/> says.</summary>
    /// <param name="stream">The stream. When reading stops early its position is somewhere further on.</param>
    /// <param name="transferSyntax">The encoding of the data set.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <exception cref="DicomFormatException">The bytes are not a data set in that encoding, end too early, or exceed a limit.</exception>
    public static DicomDataset Read(Stream stream, DicomTransferSyntax transferSyntax, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        options ??= DicomReadOptions.Default;
        using var inflated = Inflate(stream, transferSyntax, options);
        var source = inflated ?? stream;
        var builder = new DicomDatasetBuilder(transferSyntax, options, Start(source));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (!builder.IsStopped)
            {
                if (SkipAhead(source, builder.Tokenizer)) continue;
                var direct = builder.DirectTarget;
                var isDirect = direct.Length >= BufferSize;
                var count = source.Read(isDirect ? direct.Span : buffer);
                if (count == 0) break;
                if (isDirect) builder.AdvanceDirect(count);
                else builder.Feed(buffer.AsSpan(0, count));
            }

            return builder.Build();
        }
        catch (InvalidDataException wrong) when (inflated is not null)
        {
            throw NotDeflated(wrong, builder.Tokenizer.Position);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads a data set as <see cref="Read(Stream, DicomTransferSyntax, DicomReadOptions)"/> does.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="transferSyntax">The encoding of the data set.</param>
    /// <param name="options">How much to read; null for everything.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DicomFormatException">The bytes are not a data set in that encoding, end too early, or exceed a limit.</exception>
    public static async ValueTask<DicomDataset> ReadAsync(
        Stream stream, DicomTransferSyntax transferSyntax, DicomReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        options ??= DicomReadOptions.Default;
        await using var inflated = Inflate(stream, transferSyntax, options);
        var source = inflated ?? stream;
        var builder = new DicomDatasetBuilder(transferSyntax, options, Start(source));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (!builder.IsStopped)
            {
                if (SkipAhead(source, builder.Tokenizer)) continue;
                var direct = builder.DirectTarget;
                var isDirect = direct.Length >= BufferSize;
                var count = await source.ReadAsync(isDirect ? direct : buffer, cancellationToken);
                if (count == 0) break;
                if (isDirect) builder.AdvanceDirect(count);
                else builder.Feed(buffer.AsSpan(0, count));
            }

            return builder.Build();
        }
        catch (InvalidDataException wrong) when (inflated is not null)
        {
            throw NotDeflated(wrong, builder.Tokenizer.Position);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static BoundedStream? Inflate(Stream stream, DicomTransferSyntax transferSyntax, DicomReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return transferSyntax.IsDeflated
            ? new BoundedStream(new DeflateStream(stream, CompressionMode.Decompress, leaveOpen: true), options.Limits.MaximumMemory)
            : null;
    }

    private static long Start(Stream source) => source.CanSeek ? source.Position : 0;

    /// <summary>Passes over a skipped value in a file without reading it. A value that the file does not have in full is left to be read to its end.</summary>
    private static bool SkipAhead(Stream source, DicomTokenizer tokenizer)
    {
        if (!tokenizer.IsSkippingValue || tokenizer.ValueBytesRemaining < BufferSize || !source.CanSeek) return false;
        if (source.Length - source.Position < tokenizer.ValueBytesRemaining) return false;
        source.Seek(tokenizer.ValueBytesRemaining, SeekOrigin.Current);
        tokenizer.AdvanceValue(tokenizer.ValueBytesRemaining);
        return true;
    }

    private static DicomFormatException NotDeflated(InvalidDataException wrong, long position) =>
        new("The deflated data set cannot be inflated.", position, null, wrong);
}
