using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>Whether a file holds what it should.</summary>
internal static class StoredContent
{
    /// <summary>Whether the file begins with what length and checksum say; more may follow.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsIn(SafeFileHandle file, StoredFile expected)
    {
        if (RandomAccess.GetLength(file) < expected.Length)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            var hash = new XxHash3();
            long position = expected.HeaderLength;
            while (position < expected.Length
                && RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, expected.Length - position)), position) is var read and > 0)
            {
                hash.Append(buffer.AsSpan(0, read));
                position += read;
            }

            return hash.GetCurrentHashAsUInt64() == expected.Checksum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
