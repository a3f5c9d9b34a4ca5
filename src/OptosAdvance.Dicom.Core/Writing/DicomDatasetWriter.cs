using System.Buffers;
using System.IO.Compression;

namespace OptosAdvance.Dicom.Core;

/// <summary>Writes data sets in every transfer syntax. Pixel data is written as it is: nothing is compressed, decompressed or re-framed.</summary>
public static class DicomDatasetWriter
{
    /// <summary>The deepest nesting that is written.</summary>
    public const int MaximumDepth = 512;

    /// <summary>Writes a data set to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="transferSyntax">The encoding.</param>
    /// <param name="options">The lengths; null for explicit ones.</param>
    /// <exception cref="InvalidOperationException">
    /// Something cannot be written: encapsulated data in a syntax without, a value that was skipped when it was read, lengths of 4 GiB and more, or
    /// nesting deeper than <see cref="MaximumDepth"/>.
    /// </exception>
    public static void Write(Stream stream, DicomDataset dataset, DicomTransferSyntax transferSyntax, DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transferSyntax);
        options ??= DicomWriteOptions.Default;
        if (!transferSyntax.IsDeflated)
        {
            using var output = new StreamBufferWriter(stream);
            new DatasetEncoder(output, transferSyntax, options).Write(dataset);
            return;
        }

        using var counted = new CountingStream(stream);
        using (var deflate = new DeflateStream(counted, CompressionLevel.Optimal, leaveOpen: true))
        using (var output = new StreamBufferWriter(deflate))
        {
            new DatasetEncoder(output, transferSyntax, options).Write(dataset);
        }

        // PS3.5 A.5: padded to even length.
        if ((counted.Count & 1) != 0) stream.WriteByte(0);
    }

    /// <summary>Writes a data set to memory.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="transferSyntax">The encoding.</param>
    /// <param name="options">The lengths; null for explicit ones.</param>
    /// <exception cref="InvalidOperationException">See <see cref="Write(Stream, DicomDataset, DicomTransferSyntax, DicomWriteOptions)"/>.</exception>
    public static void Write(IBufferWriter<byte> output, DicomDataset dataset, DicomTransferSyntax transferSyntax, DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transferSyntax);
        if (transferSyntax.IsDeflated)
        {
            using var stream = new MemoryStream();
            Write(stream, dataset, transferSyntax, options);
            output.Write(stream.GetBuffer().AsSpan(0, (int)stream.Length));
            return;
        }

        new DatasetEncoder(output, transferSyntax, options ?? DicomWriteOptions.Default).Write(dataset);
    }

    /// <summary>Writes a data set to an array.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="transferSyntax">The encoding.</param>
    /// <param name="options">The lengths; null for explicit ones.</param>
    /// <exception cref="InvalidOperationException">See <see cref="Write(Stream, DicomDataset, DicomTransferSyntax, DicomWriteOptions)"/>.</exception>
    public static byte[] ToArray(DicomDataset dataset, DicomTransferSyntax transferSyntax, DicomWriteOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, dataset, transferSyntax, options);
        return output.WrittenSpan.ToArray();
    }
}
