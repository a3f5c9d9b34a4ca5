using System.Buffers;
using System.IO.Pipelines;

namespace OptosAdvance.Dicom.Network;

/// <summary>A data set to be sent: none, in memory, or a pipe that is read to its end.</summary>
internal readonly struct OutgoingData
{
    private OutgoingData(bool exists, ReadOnlySequence<byte> memory, PipeReader? pipe)
    {
        Exists = exists;
        Memory = memory;
        Pipe = pipe;
    }

    public bool Exists { get; }

    public ReadOnlySequence<byte> Memory { get; }

    public PipeReader? Pipe { get; }

    public static OutgoingData None => default;

    public static OutgoingData Of(ReadOnlySequence<byte> memory) => new(true, memory, null);

    public static OutgoingData Of(PipeReader pipe) => new(true, default, pipe);
}
