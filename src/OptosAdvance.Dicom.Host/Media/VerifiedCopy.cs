using System.Buffers;
using System.IO.Hashing;

namespace OptosAdvance.Dicom.Host;

/// <summary>Copies an instance's file and checks on the way that it is still what was received.</summary>
internal static class VerifiedCopy
{
    private const int BufferSize = 1 << 20;

    /// <summary>Copies; the target appears whole or not at all.</summary>
    /// <exception cref="InvalidDataException">The file is not what was received.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static void Copy(string source, string target, StoredFile expected, CancellationToken cancellationToken)
    {
        var temporary = target + ".part";
        try
        {
            if (CopyBytes(source, temporary, expected.HeaderLength, cancellationToken) != (expected.Length, expected.Checksum))
            {
                throw new InvalidDataException($"The file '{source}' is damaged: it is not what was received.");
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static (long Length, ulong Checksum) CopyBytes(string source, string target, int headerLength, CancellationToken cancellationToken)
    {
        using var from = File.OpenHandle(source, options: FileOptions.SequentialScan);
        using var to = File.OpenHandle(target, FileMode.Create, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var hash = new XxHash3();
            long position = 0;
            while (RandomAccess.Read(from, buffer, position) is var read and > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RandomAccess.Write(to, buffer.AsSpan(0, read), position);
                var skip = (int)Math.Clamp(headerLength - position, 0, read);
                hash.Append(buffer.AsSpan(skip, read - skip));
                position += read;
            }

            return (position, hash.GetCurrentHashAsUInt64());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
