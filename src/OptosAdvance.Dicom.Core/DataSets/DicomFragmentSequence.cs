using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Core;

/// <summary>Encapsulated data (PS3.5 A.4): a basic offset table and fragments, which need not be one per frame.</summary>
public sealed class DicomFragmentSequence : DicomItem
{
    /// <summary>Makes an element without fragments.</summary>
    /// <param name="tag">The tag, usually of pixel data.</param>
    /// <param name="vr">The VR; OB for pixel data.</param>
    public DicomFragmentSequence(DicomTag tag, DicomVR vr)
        : base(tag, vr)
    {
        if (!vr.IsBulk) throw new ArgumentException($"{tag}: encapsulated data cannot have the VR {vr}.", nameof(vr));
    }

    /// <summary>The basic offset table as encoded; empty when there is none.</summary>
    public ReadOnlyMemory<byte> OffsetTable { get; set; }

    /// <summary>The fragments, in order. Those of odd length are padded when written.</summary>
    public IList<ReadOnlyMemory<byte>> Fragments { get; private init; } = [];

    /// <summary>The basic offset table as numbers: where each frame's first fragment starts, counted from the first byte after the table.</summary>
    public IReadOnlyList<uint> Offsets
    {
        get
        {
            var table = OffsetTable.Span;
            var offsets = new uint[table.Length / 4];
            for (var i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(i * 4)..]);
            return offsets;
        }
    }

    /// <inheritdoc/>
    internal override DicomItem Clone() => new DicomFragmentSequence(Tag, VR) { OffsetTable = OffsetTable, Fragments = [.. Fragments] };
}
