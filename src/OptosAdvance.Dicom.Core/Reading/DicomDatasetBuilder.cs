using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Core;

/// <summary>Builds a data set from what the tokenizer tells. Data sets that are being built are on a stack, not on the call stack.</summary>
internal sealed class DicomDatasetBuilder
{
    // Rough sizes of the objects, so that a flood of empty elements is bounded too.
    private const int ElementCost = 80;
    private const int DatasetCost = 160;
    private const int InitialCapacity = 1 << 20;

    private readonly DicomTokenizer _tokenizer;
    private readonly DicomReadOptions _options;
    private readonly bool _isBigEndian;
    private readonly bool _isImplicitVR;
    private readonly Stack<Level> _outer = new();
    private Level _level = new(new DicomDataset(), [], null, false);
    private DicomFragmentSequence? _fragments;
    private bool _hasOffsetTable;
    private DicomTag _tag;
    private DicomVR _vr = DicomVR.UN;
    private byte[] _value = [];
    private int _filled;
    private uint _length;
    private bool _isInValue;
    private long _memory;

    public DicomDatasetBuilder(DicomTransferSyntax transferSyntax, DicomReadOptions options, long position)
    {
        _tokenizer = new DicomTokenizer(transferSyntax, options.Limits, position);
        _options = options;
        _isBigEndian = transferSyntax.IsBigEndian;
        _isImplicitVR = !transferSyntax.IsExplicitVR;
    }

    public DicomTokenizer Tokenizer => _tokenizer;

    /// <summary>Whether the tag to stop before has been seen.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Where bytes of the current value can be read to directly; empty when there is no value under way.</summary>
    public Memory<byte> DirectTarget => _isInValue ? _value.AsMemory(_filled) : default;

    /// <summary>Takes all of the input, unless it comes to the tag to stop before.</summary>
    public void Feed(ReadOnlySpan<byte> input)
    {
        while (!IsStopped)
        {
            var token = _tokenizer.Read(ref input);
            switch (token.Kind)
            {
                case DicomTokenKind.NeedMoreData:
                    return;
                case DicomTokenKind.Element:
                    StartElement(token);
                    break;
                case DicomTokenKind.ValueData:
                    Append(token.Data);
                    break;
                case DicomTokenKind.SequenceStart:
                    if (ShouldStop(token)) return;
                    Charge(ElementCost, token);
                    var sequence = new DicomSequence(token.Tag);
                    _level.Items.Add(sequence);
                    _outer.Push(_level);
                    _level = _level with { Sequence = sequence };
                    break;
                case DicomTokenKind.ItemStart:
                    Charge(DatasetCost, token);
                    var item = new DicomDataset();
                    _level.Sequence!.Items.Add(item);
                    _level = new Level(item, [], _level.Sequence, _outer.Peek().IsSigned);
                    break;
                case DicomTokenKind.ItemEnd:
                    _level.Dataset.Load(_level.Items);
                    break;
                case DicomTokenKind.SequenceEnd:
                    _level = _outer.Pop();
                    break;
                case DicomTokenKind.FragmentsStart:
                    if (ShouldStop(token)) return;
                    Charge(ElementCost, token);
                    _fragments = new DicomFragmentSequence(token.Tag, token.VR);
                    _hasOffsetTable = false;
                    break;
                case DicomTokenKind.Fragment:
                    StartValue(token);
                    break;
                case DicomTokenKind.FragmentsEnd:
                    _level.Items.Add(_fragments!);
                    _fragments = null;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Tells that bytes have been put into <see cref="DirectTarget"/>.</summary>
    public void AdvanceDirect(int count)
    {
        _tokenizer.AdvanceValue((uint)count);
        _filled += count;
        FinishOrGrow();
    }

    /// <summary>Ends the data set, or returns what there is when it was stopped.</summary>
    public DicomDataset Build()
    {
        if (!IsStopped)
        {
            Feed(default);
            _tokenizer.Complete();
        }

        // Reading stops before elements of the data set itself only, so that every item is complete.
        _level.Dataset.Load(_level.Items);
        return _level.Dataset;
    }

    private bool ShouldStop(in DicomToken token) => IsStopped = token.Depth == 0 && _options.StopBefore is { } stop && token.Tag >= stop;

    private void StartElement(in DicomToken token)
    {
        if (ShouldStop(token)) return;
        if (token.Length > _options.SkipLargerThan)
        {
            Charge(ElementCost, token);
            _level.Items.Add(new DicomSkippedElement(token.Tag, Resolve(token.Tag, token.VR), _tokenizer.Position, token.Length));
            _tokenizer.SkipValue();
            return;
        }

        StartValue(token);
    }

    private void StartValue(in DicomToken token)
    {
        if (token.Length > _options.Limits.MaximumElementLength || token.Length > Array.MaxLength)
        {
            throw new DicomFormatException($"The value of {token.Length} bytes is larger than the limit of {_options.Limits.MaximumElementLength}.", token.Position, token.Tag);
        }

        Charge(ElementCost + (long)token.Length, token);
        (_tag, _vr, _length) = (token.Tag, token.VR, token.Length);
        _filled = 0;

        // The length is only a claim: memory is taken as bytes come.
        _value = token.Length == 0 ? [] : new byte[Math.Min(token.Length, InitialCapacity)];
        _isInValue = true;
        FinishOrGrow();
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var count = Math.Min(data.Length, _value.Length - _filled);
            data[..count].CopyTo(_value.AsSpan(_filled));
            _filled += count;
            data = data[count..];
            FinishOrGrow();
        }
    }

    private void FinishOrGrow()
    {
        if (_filled == _length)
        {
            _isInValue = false;
            FinishValue();
        }
        else if (_filled == _value.Length)
        {
            Array.Resize(ref _value, (int)Math.Min(_length, (long)_value.Length * 2));
        }
    }

    private void FinishValue()
    {
        if (_fragments is not null)
        {
            if (_hasOffsetTable)
            {
                _fragments.Fragments.Add(_value);
            }
            else
            {
                // The offset table is 32-bit numbers in the byte order of the transfer syntax, which is little endian wherever the standard encapsulates.
                _fragments.OffsetTable = _value;
                _hasOffsetTable = true;
            }

            return;
        }

        var vr = Resolve(_tag, _vr);
        if (_isBigEndian && !_tokenizer.IsInUnknownSequence) DicomByteOrder.Swap(_value, vr.UnitSize);
        if (_tag == DicomTag.PixelRepresentation && _value.Length == 2) _level = _level with { IsSigned = BinaryPrimitives.ReadUInt16LittleEndian(_value) == 1 };
        _level.Items.Add(new DicomElement(_tag, vr, _value));
    }

    /// <summary>In implicit VR the dictionary leaves some elements open between US and SS: Pixel Representation decides (PS3.5 A.1, PS3.3 C.7.6.3.1).</summary>
    private DicomVR Resolve(DicomTag tag, DicomVR vr) =>
        vr == DicomVR.US && _level.IsSigned && (_isImplicitVR || _tokenizer.IsInUnknownSequence) && DicomDictionary.IsSignedOrUnsigned(tag) ? DicomVR.SS : vr;

    private void Charge(long bytes, in DicomToken token)
    {
        _memory += bytes;
        if (_memory > _options.Limits.MaximumMemory)
        {
            throw new DicomFormatException($"The data set needs more memory than the limit of {_options.Limits.MaximumMemory} bytes.", token.Position, token.Tag);
        }
    }

    /// <summary>A data set that is being read, its elements as they come, the sequence in it that is being read, and what Pixel Representation says there.</summary>
    private readonly record struct Level(DicomDataset Dataset, List<DicomItem> Items, DicomSequence? Sequence, bool IsSigned);
}
