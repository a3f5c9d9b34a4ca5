using System.Buffers;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance while it comes in, with the failures of its volume told in the repository's terms.</summary>
internal sealed class IncomingInstance(
    IncomingFile file, RepositoryState state, SpaceReservation space, Func<Exception, StorageRefusedException> refuse) : IDisposable
{
    private long _written;

    public IncomingFile File { get; } = file;

    /// <summary>Tells that so many bytes of the data set are to come, at least.</summary>
    public void Expect(long bytes) => File.Expect(bytes);

    /// <summary>Adds bytes of the data set.</summary>
    /// <exception cref="StorageRefusedException">
    /// The service is suspended, there is no room above the critical watermark, or the volume is full or broken.
    /// </exception>
    public void Append(in ReadOnlySequence<byte> data)
    {
        // What is held has taken its share of the space, and none of the volume yet.
        if (!state.IsRunning || !space.TryCover(File.Length - _written + data.Length))
        {
            throw StorageRefusedException.Suspended(state);
        }

        try
        {
            File.Append(data);
            CountWritten();
        }
        catch (IOException exception)
        {
            throw refuse(exception);
        }
    }

    /// <summary>Ends the writing.</summary>
    /// <exception cref="StorageRefusedException">The volume is full or broken.</exception>
    public void Finish()
    {
        try
        {
            File.Finish();
            CountWritten();
        }
        catch (IOException exception)
        {
            throw refuse(exception);
        }
    }

    /// <summary>Inspects a deflated data set after it was written.</summary>
    /// <exception cref="DicomFormatException">It cannot be inflated or is no data set.</exception>
    /// <exception cref="StorageRefusedException">The volume is full or broken.</exception>
    public CapturedAttributes InspectDeflated(DicomTransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        MakeFile();
        using var stream = new FileStream(
            File.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan);
        stream.Position = File.HeaderLength;
        return FileInspector.InspectDeflated(stream, transferSyntax, cancellationToken);
    }

    /// <summary>All of it is on the volume.</summary>
    public void CountAllWritten() => CountWritten(File.Length);

    public void Dispose()
    {
        File.Dispose();
        space.Dispose();
    }

    private void CountWritten() => CountWritten(File.WrittenLength);

    private void CountWritten(long written)
    {
        space.Written(written - _written);
        _written = written;
    }

    private void MakeFile()
    {
        try
        {
            File.MakeFile();
        }
        catch (IOException exception)
        {
            throw refuse(exception);
        }
    }
}
