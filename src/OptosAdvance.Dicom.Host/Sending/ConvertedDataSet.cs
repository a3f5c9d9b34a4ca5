using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// A data set in another transfer syntax, in a temporary file that goes when it is closed: whether it can be converted at all is known before
/// the first byte is sent, and memory does not grow with the image.
/// </summary>
internal static class ConvertedDataSet
{
    private const int BufferSize = 256 << 10;

    /// <summary>Converts a stored data set.</summary>
    /// <param name="source">The stored data set; read to its end.</param>
    /// <param name="from">What it is stored in.</param>
    /// <param name="to">What it is to be sent in.</param>
    /// <param name="folder">Where the temporary file goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The converted data set from its start.</returns>
    /// <exception cref="DicomFormatException">It cannot be converted; says why.</exception>
    /// <exception cref="IOException">The file cannot be read, is damaged, or the temporary one cannot be written.</exception>
    public static async Task<Stream> CreateAsync(
        PipeReader source, DicomTransferSyntax from, DicomTransferSyntax to, string folder, CancellationToken cancellationToken)
    {
        var target = new FileStream(
            Path.Combine(folder, Guid.NewGuid().ToString("N") + ".part"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            });
        try
        {
            await ConvertAsync(source, from, to, target, cancellationToken);
            target.Position = 0;
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    private static async Task ConvertAsync(
        PipeReader source, DicomTransferSyntax from, DicomTransferSyntax to, Stream target, CancellationToken cancellationToken)
    {
        var output = PipeWriter.Create(target, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        var transcoder = new DatasetTranscoder(from, to, output);
        await using var stored = source.AsStream(leaveOpen: true);
        await using var inflated = from.IsDeflated ? new DeflateStream(stored, CompressionMode.Decompress, leaveOpen: true) : null;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await (inflated ?? stored).ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                transcoder.Feed(buffer.AsSpan(0, read));
                if (output.UnflushedBytes >= BufferSize)
                {
                    await output.FlushAsync(cancellationToken);
                }
            }

            transcoder.Complete();
            await output.CompleteAsync();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
