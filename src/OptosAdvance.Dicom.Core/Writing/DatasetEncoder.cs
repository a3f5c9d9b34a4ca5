using System.Buffers;

namespace OptosAdvance.Dicom.Core;

/// <summary>Encodes one data set (PS3.5 7). Explicit lengths are measured in a first pass and used up in the same order by the second.</summary>
internal sealed class DatasetEncoder(IBufferWriter<byte> output, DicomTransferSyntax transferSyntax, DicomWriteOptions options)
{
    private const uint Undefined = DicomToken.UndefinedLength;
    private const int SwapChunk = 64 * 1024;

    private readonly HeaderWriter _headers = new(output, transferSyntax);
    private readonly List<uint> _lengths = [];
    private int _nextLength;

    public void Write(DicomDataset dataset)
    {
        if (!options.UseUndefinedLengths) Measure(dataset, 0);
        WriteDataset(dataset, 0);
    }

    private static uint Even(long length) => length <= 0xFFFFFFFD ? (uint)(length + (length & 1)) : throw new InvalidOperationException("A value of 4 GiB or more cannot be written.");

    private static void CheckDepth(int depth)
    {
        if (depth > DicomDatasetWriter.MaximumDepth) throw new InvalidOperationException($"The data set is nested deeper than {DicomDatasetWriter.MaximumDepth}.");
    }

    private bool IsWritten(DicomItem item) => options.KeepGroupLengths || !item.Tag.IsGroupLength || item.Tag.Group is 0x0000 or 0x0002;

    /// <summary>In implicit VR a sequence that the dictionary does not know can only be told from a value by its undefined length.</summary>
    private bool IsUndefined(DicomSequence sequence) =>
        options.UseUndefinedLengths || (!transferSyntax.IsExplicitVR && DicomDictionary.ImplicitVR(sequence.Tag) != DicomVR.SQ);

    /// <summary>The length of a data set's elements; puts those of its sequences and items on the list, outer before inner.</summary>
    private long Measure(DicomDataset dataset, int depth)
    {
        CheckDepth(depth);
        long total = 0;
        foreach (var item in dataset)
        {
            if (!IsWritten(item)) continue;
            switch (item)
            {
                case DicomSequence sequence:
                    var isUndefined = IsUndefined(sequence);
                    var place = isUndefined ? -1 : Reserve();
                    long length = isUndefined ? 8 : 0;
                    foreach (var inner in sequence.Items)
                    {
                        var innerPlace = Reserve();
                        var innerLength = Measure(inner, depth + 1);
                        _lengths[innerPlace] = Fits(innerLength, item);
                        length += 8 + innerLength;
                    }

                    if (!isUndefined) _lengths[place] = Fits(length, item);
                    total += HeaderLength(DicomVR.SQ) + length;
                    break;
                case DicomFragmentSequence fragments:
                    total += HeaderLength(item.VR) + 8 + Even(fragments.OffsetTable.Length) + 8;
                    foreach (var fragment in fragments.Fragments) total += 8 + Even(fragment.Length);
                    break;
                case DicomElement element:
                    var even = Even(element.Value.Length);
                    total += HeaderLength(HeaderWriter.EncodedVR(element.VR, even)) + even;
                    break;
                default:
                    break;
            }
        }

        return total;
    }

    private int Reserve()
    {
        _lengths.Add(0);
        return _lengths.Count - 1;
    }

    private static uint Fits(long length, DicomItem item) =>
        length < Undefined ? (uint)length : throw new InvalidOperationException($"{item.Tag} would be 4 GiB or more; write it with undefined lengths.");

    private int HeaderLength(DicomVR vr) => transferSyntax.IsExplicitVR && vr.Has32BitLength ? 12 : 8;

    private void WriteDataset(DicomDataset dataset, int depth)
    {
        CheckDepth(depth);
        foreach (var item in dataset)
        {
            if (!IsWritten(item)) continue;
            switch (item)
            {
                case DicomSequence sequence:
                    WriteSequence(sequence, depth);
                    break;
                case DicomFragmentSequence fragments:
                    WriteFragments(fragments);
                    break;
                case DicomElement element:
                    WriteElement(element);
                    break;
                default:
                    throw new InvalidOperationException($"The value of {item.Tag} was skipped when the data set was read; it cannot be written.");
            }
        }
    }

    private void WriteSequence(DicomSequence sequence, int depth)
    {
        var isUndefined = IsUndefined(sequence);
        _headers.WriteElement(sequence.Tag, DicomVR.SQ, isUndefined ? Undefined : _lengths[_nextLength++]);
        foreach (var item in sequence.Items)
        {
            _headers.WriteDelimiter(DicomTag.Item, options.UseUndefinedLengths ? Undefined : _lengths[_nextLength++]);
            WriteDataset(item, depth + 1);
            if (options.UseUndefinedLengths) _headers.WriteDelimiter(DicomTag.ItemDelimitationItem, 0);
        }

        if (isUndefined) _headers.WriteDelimiter(DicomTag.SequenceDelimitationItem, 0);
    }

    private void WriteFragments(DicomFragmentSequence fragments)
    {
        if (!transferSyntax.IsEncapsulated)
        {
            throw new InvalidOperationException($"{fragments.Tag} is encapsulated, which the transfer syntax {transferSyntax.Name} does not allow.");
        }

        _headers.WriteElement(fragments.Tag, fragments.VR, Undefined);
        WriteFragment(fragments.OffsetTable.Span);
        foreach (var fragment in fragments.Fragments) WriteFragment(fragment.Span);
        _headers.WriteDelimiter(DicomTag.SequenceDelimitationItem, 0);
    }

    private void WriteFragment(ReadOnlySpan<byte> bytes)
    {
        _headers.WriteDelimiter(DicomTag.Item, Even(bytes.Length));
        output.Write(bytes);
        Pad(bytes.Length, 0);
    }

    private void WriteElement(DicomElement element)
    {
        var value = element.Value.Span;
        var length = Even(value.Length);
        var vr = HeaderWriter.EncodedVR(element.VR, length);
        _headers.WriteElement(element.Tag, vr, length);
        if (transferSyntax.IsBigEndian && vr.UnitSize > 1) WriteSwapped(value, vr.UnitSize);
        else output.Write(value);
        Pad(value.Length, element.VR.PaddingByte);
    }

    private void WriteSwapped(ReadOnlySpan<byte> value, int unitSize)
    {
        while (!value.IsEmpty)
        {
            var count = Math.Min(value.Length, SwapChunk);
            var target = output.GetSpan(count)[..count];
            value[..count].CopyTo(target);
            DicomByteOrder.Swap(target, unitSize);
            output.Advance(count);
            value = value[count..];
        }
    }

    private void Pad(int length, byte padding)
    {
        if ((length & 1) == 0) return;
        output.GetSpan(1)[0] = padding;
        output.Advance(1);
    }
}
