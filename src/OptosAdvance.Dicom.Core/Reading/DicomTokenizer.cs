using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// The parsing engine: takes the bytes of a data set (PS3.5 7) in pieces of any size as they arrive and yields tokens. It holds no value and
/// copies none, allocates nothing per element, and does not recurse: memory is constant but for a small stack bounded by
/// <see cref="DicomReadLimits.MaximumDepth"/>.
/// </summary>
/// <remarks>
/// <para>Understood: implicit and explicit VR, both byte orders, defined and undefined lengths, encapsulated fragments anywhere, and UN of undefined
/// length as a sequence in implicit VR little endian (PS3.5 6.2.2). In implicit VR an undefined length means a sequence, except for pixel data.</para>
/// <para>Tolerated: odd lengths; elements out of order; two capital letters that are no VR (read as UN with a 32-bit length, PS3.5 7.1.2); other bytes in
/// place of the VR (read as UN with a 16-bit length, which is how the short form is laid out); an item whose length goes past
/// the end of its sequence (it ends there). DCMTK reads all these in the same way.</para>
/// <para>Refused with a <see cref="DicomFormatException"/> that names position and element: a length that runs past the enclosing item or sequence, a
/// delimiter that ends nothing, anything but an item in a sequence, an undefined length where the VR has none, nesting or numbers beyond the limits.</para>
/// <para>Not safe for concurrent use. After an exception the tokenizer is of no further use.</para>
/// </remarks>
public sealed class DicomTokenizer
{
    private const int LongHeader = 12;
    private const int ShortHeader = 8;
    private const uint ItemTag = 0xFFFEE000;
    private const uint ItemEndTag = 0xFFFEE00D;
    private const uint SequenceEndTag = 0xFFFEE0DD;
    private const uint PixelDataTag = 0x7FE00010;

    private readonly DicomReadLimits _limits;
    private readonly byte[] _staged = new byte[LongHeader];
    private Frame[] _stack = new Frame[8];
    private int _stackSize;
    private Frame _frame;
    private int _stagedCount;
    private int _depth;
    private long _position;
    private long _elements;
    private uint _remaining;
    private bool _skip;
    private DicomTag _tag;
    private DicomVR _vr = DicomVR.UN;

    /// <summary>Starts at the first byte of a data set.</summary>
    /// <param name="transferSyntax">The encoding. The bytes of a deflated one have to be inflated by the caller.</param>
    /// <param name="limits">Bounds; null for <see cref="DicomReadLimits.Default"/>.</param>
    /// <param name="position">The number that the first byte has in <see cref="Position"/>.</param>
    public DicomTokenizer(DicomTransferSyntax transferSyntax, DicomReadLimits? limits = null, long position = 0)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        _limits = limits ?? DicomReadLimits.Default;
        _position = position;
        _frame = new Frame
        {
            Kind = FrameKind.DataSet,
            End = long.MinValue,
            Limit = long.MaxValue,
            IsImplicitVR = !transferSyntax.IsExplicitVR,
            IsBigEndian = transferSyntax.IsBigEndian,
            VR = DicomVR.UN,
        };
    }

    private enum FrameKind : byte
    {
        DataSet,
        Item,
        Sequence,
        Fragments,
    }

    /// <summary>The position of the next byte to be consumed.</summary>
    public long Position => _position + _stagedCount;

    /// <summary>How many items deep the next element is.</summary>
    public int Depth => _depth;

    /// <summary>How many bytes of the current value have not been consumed.</summary>
    public uint ValueBytesRemaining => _remaining;

    /// <summary>Whether the current value is being skipped, so that <see cref="AdvanceValue"/> may stand for reading it.</summary>
    public bool IsSkippingValue => _skip && _remaining > 0;

    /// <summary>
    /// Whether the value being read is in a sequence that was encoded as UN of undefined length, and so is in implicit VR little endian whatever the
    /// transfer syntax.
    /// </summary>
    public bool IsInUnknownSequence => _frame.IsUnknown;

    /// <summary>Whether the data set may end here.</summary>
    public bool IsAtEnd
    {
        get
        {
            if (_stagedCount > 0 || _remaining > 0) return false;
            if (_stackSize == 0) return true;
            if (_frame.End != _position) return false;
            for (var i = _stackSize - 1; i > 0; i--)
            {
                if (_stack[i].End != _position) return false;
            }

            return true;
        }
    }

    /// <summary>Consumes bytes until there is something to tell.</summary>
    /// <param name="input">What has arrived; afterwards what is left of it. All of it is consumed before <see cref="DicomTokenKind.NeedMoreData"/>.</param>
    /// <returns>The next token. Its data is a slice of <paramref name="input"/>.</returns>
    /// <exception cref="DicomFormatException">The bytes are not a data set in the transfer syntax, or go beyond the limits.</exception>
    public DicomToken Read(ref ReadOnlySpan<byte> input)
    {
        if (_remaining > 0)
        {
            if (input.IsEmpty) return Token(DicomTokenKind.NeedMoreData);
            var slice = _remaining < (uint)input.Length ? input[..(int)_remaining] : input;
            input = input[slice.Length..];
            var position = _position;
            _position += slice.Length;
            _remaining -= (uint)slice.Length;
            if (!_skip) return new DicomToken(DicomTokenKind.ValueData, _tag, _vr, (uint)slice.Length, _depth, position, slice);
            if (_remaining > 0) return Token(DicomTokenKind.NeedMoreData);
        }

        if (_position == _frame.End) return Leave();

        var header = input;
        var isStaged = _stagedCount > 0 || input.Length < LongHeader;
        if (isStaged)
        {
            header = Stage(ref input);
            if (header.IsEmpty) return Token(DicomTokenKind.NeedMoreData);
            _stagedCount = 0;
        }

        if (++_elements > _limits.MaximumElements) throw Error($"The data set has more than {_limits.MaximumElements} elements and items.");
        var start = _position;
        var token = _frame.Kind switch
        {
            FrameKind.Sequence => ReadItem(header),
            FrameKind.Fragments => ReadFragment(header),
            _ => ReadElement(header),
        };
        if (!isStaged) input = input[(int)(_position - start)..];
        return token;
    }

    /// <summary>
    /// Passes over the value of the element or fragment that was read last, or over what is left of it: no <see cref="DicomTokenKind.ValueData"/> comes
    /// for it and its bytes are counted, not looked at.
    /// </summary>
    public void SkipValue() => _skip = true;

    /// <summary>Takes bytes of the current value as consumed that the caller has read, or passed over in a file, by itself.</summary>
    /// <param name="count">The number of bytes, at most <see cref="ValueBytesRemaining"/>.</param>
    public void AdvanceValue(uint count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _remaining);
        _remaining -= count;
        _position += count;
    }

    /// <summary>Tells that no more bytes will come.</summary>
    /// <exception cref="DicomFormatException">The data set ends in the middle of a header, a value, an item, a sequence or encapsulated data.</exception>
    public void Complete()
    {
        if (IsAtEnd) return;
        if (_stagedCount > 0) throw new DicomFormatException("The data ends in the middle of the header of an element.", Position, CurrentTag());
        if (_remaining > 0) throw new DicomFormatException($"The data ends {_remaining} bytes before the end of the value.", Position, _tag);
        throw new DicomFormatException(
            _frame.Kind switch
            {
                FrameKind.Item => "The data ends inside an item.",
                FrameKind.Fragments => "The data ends inside encapsulated data.",
                _ => "The data ends inside a sequence.",
            },
            Position,
            CurrentTag());
    }

    private static bool IsCapital(byte letter) => (uint)(letter - 'A') < 26;

    /// <summary>Collects a header that is split between pieces of input; empty when there is still not enough.</summary>
    private ReadOnlySpan<byte> Stage(scoped ref ReadOnlySpan<byte> input)
    {
        if (!Fill(ref input, ShortHeader)) return default;
        if (!HasLongHeader(_staged)) return _staged.AsSpan(0, ShortHeader);
        return Fill(ref input, LongHeader) ? _staged : default;
    }

    private bool Fill(scoped ref ReadOnlySpan<byte> input, int wanted)
    {
        var count = Math.Min(wanted - _stagedCount, input.Length);
        if (count > 0)
        {
            input[..count].CopyTo(_staged.AsSpan(_stagedCount));
            input = input[count..];
            _stagedCount += count;
        }

        return _stagedCount >= wanted;
    }

    private bool HasLongHeader(ReadOnlySpan<byte> header)
    {
        if (_frame.IsImplicitVR || _frame.Kind is FrameKind.Sequence or FrameKind.Fragments || ReadTag(header) >> 16 == 0xFFFE) return false;
        return DicomVR.Find(header[4], header[5])?.Has32BitLength ?? (IsCapital(header[4]) && IsCapital(header[5]));
    }

    private uint ReadTag(ReadOnlySpan<byte> header)
    {
        if (_frame.IsBigEndian) return BinaryPrimitives.ReadUInt32BigEndian(header);
        var value = BinaryPrimitives.ReadUInt32LittleEndian(header);
        return (value << 16) | (value >> 16);
    }

    private uint ReadLength(ReadOnlySpan<byte> bytes) =>
        _frame.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private DicomToken ReadElement(scoped ReadOnlySpan<byte> header)
    {
        var value = ReadTag(header);
        if (value >> 16 == 0xFFFE) return ReadItemEnd(value, header);
        var start = _position;
        _tag = new DicomTag(value);
        uint length;
        DicomVR vr;
        if (_frame.IsImplicitVR)
        {
            vr = DicomDictionary.ImplicitVR(_tag);
            length = ReadLength(header[4..]);
            Advance(ShortHeader);
            if (length == DicomToken.UndefinedLength && !(vr == DicomVR.OW && value == PixelDataTag)) vr = DicomVR.SQ;
        }
        else
        {
            var found = DicomVR.Find(header[4], header[5]);
            vr = found ?? DicomVR.UN;
            if (found?.Has32BitLength ?? (IsCapital(header[4]) && IsCapital(header[5])))
            {
                length = ReadLength(header[8..]);
                Advance(LongHeader);
            }
            else
            {
                var raw = header[6..];
                length = _frame.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(raw) : BinaryPrimitives.ReadUInt16LittleEndian(raw);
                Advance(ShortHeader);
            }
        }

        _vr = vr;
        if (length == DicomToken.UndefinedLength) return EnterUndefined(start);
        if (length > _frame.Limit - _position) throw Overrun(length, start);
        if (vr == DicomVR.SQ) return EnterSequence(start, length, _position + length);
        _remaining = length;
        _skip = false;
        return new DicomToken(DicomTokenKind.Element, _tag, vr, length, _depth, start, default);
    }

    private DicomToken EnterUndefined(long start)
    {
        if (_vr == DicomVR.SQ) return EnterSequence(start, DicomToken.UndefinedLength, long.MinValue);
        if (_vr == DicomVR.UN)
        {
            _vr = DicomVR.SQ;
            var token = EnterSequence(start, DicomToken.UndefinedLength, long.MinValue);
            _frame.IsUnknown = true;
            _frame.IsImplicitVR = true;
            _frame.IsBigEndian = false;
            return token;
        }

        if (!_vr.IsBulk) throw new DicomFormatException($"An element of VR {_vr} cannot have an undefined length.", start, _tag);
        Push(FrameKind.Fragments, long.MinValue);
        return new DicomToken(DicomTokenKind.FragmentsStart, _tag, _vr, DicomToken.UndefinedLength, _depth, start, default);
    }

    private DicomToken EnterSequence(long start, uint length, long end)
    {
        if (_depth >= _limits.MaximumDepth) throw new DicomFormatException($"Sequences are nested deeper than {_limits.MaximumDepth}.", start, _tag);
        Push(FrameKind.Sequence, end);
        return new DicomToken(DicomTokenKind.SequenceStart, _tag, DicomVR.SQ, length, _depth, start, default);
    }

    private DicomToken ReadItem(scoped ReadOnlySpan<byte> header)
    {
        var start = _position;
        var value = ReadTag(header);
        var length = ReadLength(header[4..]);
        if (value == SequenceEndTag) return LeaveAtDelimiter("sequence", length);
        if (value != ItemTag) throw Error($"There is {new DicomTag(value)} in a sequence where an item should start.");
        Advance(ShortHeader);
        var end = length == DicomToken.UndefinedLength ? long.MinValue : _position + length;

        // Editors that take elements out of the last item forget its length: the sequence's own counts.
        if (end > _frame.Limit && _frame.End != long.MinValue) end = _frame.End;
        if (end > _frame.Limit) throw Overrun(length, start);
        Push(FrameKind.Item, end);
        _depth++;
        return new DicomToken(DicomTokenKind.ItemStart, _frame.Tag, DicomVR.SQ, length, _depth, start, default);
    }

    private DicomToken ReadFragment(scoped ReadOnlySpan<byte> header)
    {
        var start = _position;
        var value = ReadTag(header);
        var length = ReadLength(header[4..]);
        if (value == SequenceEndTag) return LeaveAtDelimiter("encapsulated data", length);
        if (value != ItemTag) throw Error($"There is {new DicomTag(value)} in encapsulated data where a fragment should start.");
        Advance(ShortHeader);
        if (length == DicomToken.UndefinedLength) throw new DicomFormatException("A fragment cannot have an undefined length.", start, _frame.Tag);
        if (length > _frame.Limit - _position) throw Overrun(length, start);
        _remaining = length;
        _skip = false;
        return new DicomToken(DicomTokenKind.Fragment, _tag, _vr, length, _depth, start, default);
    }

    private DicomToken ReadItemEnd(uint value, scoped ReadOnlySpan<byte> header)
    {
        if (value == ItemEndTag && _frame.Kind == FrameKind.Item) return LeaveAtDelimiter("item", ReadLength(header[4..]));
        throw Error($"There is {new DicomTag(value)} where an element should start.");
    }

    private DicomToken LeaveAtDelimiter(string what, uint length)
    {
        if (_frame.End != long.MinValue) throw Error($"A delimiter ends a {what} whose length is defined and that is not over.");
        if (length != 0) throw Error($"The delimiter of a {what} has the length {length} instead of 0.");
        Advance(ShortHeader);
        return Leave();
    }

    /// <summary>Ends the innermost item, sequence or encapsulated data.</summary>
    private DicomToken Leave()
    {
        var ended = _frame;
        _frame = _stack[--_stackSize];
        _tag = ended.Tag;
        _vr = ended.VR;
        var kind = ended.Kind switch
        {
            FrameKind.Item => DicomTokenKind.ItemEnd,
            FrameKind.Sequence => DicomTokenKind.SequenceEnd,
            _ => DicomTokenKind.FragmentsEnd,
        };
        var token = new DicomToken(kind, _tag, _vr, 0, _depth, _position, default);
        if (ended.Kind == FrameKind.Item) _depth--;
        return token;
    }

    private void Push(FrameKind kind, long end)
    {
        if (_stackSize == _stack.Length) Array.Resize(ref _stack, _stackSize * 2);
        _stack[_stackSize++] = _frame;
        if (kind != FrameKind.Item) (_frame.Tag, _frame.VR) = (_tag, _vr);
        _frame.Kind = kind;
        _frame.End = end;
        if (end != long.MinValue) _frame.Limit = end;
    }

    private void Advance(int headerLength)
    {
        if (headerLength > _frame.Limit - _position) throw Error("The header of an element runs past the end of the item or sequence that it is in.");
        _position += headerLength;
    }

    private DicomTag? CurrentTag() => _frame.Kind == FrameKind.DataSet ? (_elements > 0 ? _tag : null) : _frame.Tag;

    private DicomToken Token(DicomTokenKind kind) => new(kind, _tag, _vr, 0, _depth, Position, default);

    private DicomFormatException Error(string message) => new(message, _position, CurrentTag());

    private DicomFormatException Overrun(uint length, long start) =>
        new($"The length {length} runs past the end of the item or sequence that it is in, {_frame.Limit - _position} bytes ahead.", start, _tag);

    /// <summary>An item, a sequence or encapsulated data that has been entered, or the data set itself.</summary>
    private struct Frame
    {
        public FrameKind Kind;
        public bool IsImplicitVR;
        public bool IsUnknown;
        public bool IsBigEndian;

        /// <summary>Where it ends; <see cref="long.MinValue"/> when a delimiter says so.</summary>
        public long End;

        /// <summary>The nearest defined end around it.</summary>
        public long Limit;

        /// <summary>The element; of an item that of its sequence.</summary>
        public DicomTag Tag;
        public DicomVR VR;
    }
}
