using System.Buffers;

namespace OptosAdvance.Dicom.Host.Tests;

internal static class IncomingFileExtensions
{
    /// <summary>Has an instance of random bytes come in, to its end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">What stands before the data set.</param>
    /// <param name="length">Bytes of the data set.</param>
    /// <param name="piece">Bytes that come at a time.</param>
    /// <param name="expected">Bytes that are told to come.</param>
    /// <returns>What a file of it has to hold.</returns>
    public static byte[] Receive(this IncomingFile file, byte[] header, int length, int piece, int expected)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        file.SetHeader(header);
        file.Expect(expected);
        for (var at = 0; at < length; at += piece)
        {
            file.Append(new ReadOnlySequence<byte>(bytes, at, Math.Min(piece, length - at)));
        }

        file.Finish();
        return [.. header, .. bytes];
    }

    /// <summary>Puts it into its place, where nothing is, as the repository does.</summary>
    public static void Place(this IncomingFile file, string path)
    {
        if (file.IsHeld)
        {
            Assert.True(file.TryPlaceAt(path));
        }
        else
        {
            file.MoveTo(path);
        }
    }
}
