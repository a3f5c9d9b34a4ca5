using System.Buffers;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// Turns an encoded data set into another native transfer syntax as its bytes pass through: implicit and explicit VR, both byte orders, and JPEG baseline
/// (process 1) decoded. The data set is never held: memory is constant, but for one frame of JPEG.
/// </summary>
/// <remarks>
/// <para>Sequences and items get undefined lengths, group lengths are left out, values get an even length, and a value that is too long for the short form
/// of its VR becomes UN (PS3.5 6.2.2). Everything else is the same.</para>
/// <para>Decoded colour is RGB by pixel: Photometric Interpretation and Planar Configuration of the data set say so. What it says of lossy
/// compression stays, since what was lost is not got back (PS3.3 C.7.6.1.1.5).</para>
/// <para>The bytes of a deflated data set have to be inflated by the caller. Not safe for concurrent use; of no further use after an exception.</para>
/// </remarks>
public sealed class DatasetTranscoder
{
    private const uint Undefined = DicomToken.UndefinedLength;
    private const int LargestCaptured = 64;

    private readonly IBufferWriter<byte> _output;
    private readonly DicomTransferSyntax _from;
    private readonly DicomTransferSyntax _to;
    private readonly DicomTokenizer _tokenizer;
    private readonly HeaderWriter _headers;
    private readonly bool _decodes;
    private readonly List<bool> _signed = [false];
    private readonly ImageDescription _image = new();
    private readonly byte[] _unit = new byte[8];
    private readonly byte[] _captured = new byte[LargestCaptured];
    private JpegFrames? _frames;
    private DicomTag _tag;
    private DicomVR _vr = DicomVR.UN;
    private uint _valueLength;
    private bool _isDropped;
    private bool _isCaptured;
    private int _capturedCount;
    private int _unitSize = 1;
    private int _unitCount;

    /// <summary>Starts at the first byte of a data set.</summary>
    /// <param name="from">What it is encoded in; see <see cref="CanRead"/>.</param>
    /// <param name="to">What it is to be encoded in: native, not deflated.</param>
    /// <param name="output">Takes the encoded data set.</param>
    /// <param name="limits">Bounds; null for <see cref="DicomReadLimits.Default"/>.</param>
    public DatasetTranscoder(DicomTransferSyntax from, DicomTransferSyntax to, IBufferWriter<byte> output, DicomReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (!CanRead(from)) throw new ArgumentException($"{from.Name} cannot be turned into another transfer syntax.", nameof(from));
        if (to.PixelEncoding != DicomPixelEncoding.Native || to.IsDeflated) throw new ArgumentException($"{to.Name} is not native.", nameof(to));
        (_from, _to, _output) = (from, to, output);
        _tokenizer = new DicomTokenizer(from, limits);
        _headers = new HeaderWriter(output, to);
        _decodes = from == DicomTransferSyntax.JPEGBaseline8Bit;
    }

    /// <summary>Whether data sets of a transfer syntax can be turned into others: native ones, deflated or not, and JPEG baseline.</summary>
    public static bool CanRead(DicomTransferSyntax transferSyntax)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        return transferSyntax.PixelEncoding == DicomPixelEncoding.Native || transferSyntax == DicomTransferSyntax.JPEGBaseline8Bit;
    }

    /// <summary>Takes bytes of the data set.</summary>
    /// <exception cref="DicomFormatException">They are not a data set in the transfer syntax, or its image cannot be decoded.</exception>
    public void Feed(ReadOnlySpan<byte> input)
    {
        while (true)
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
                    TakeValue(token.Data);
                    break;
                case DicomTokenKind.SequenceStart:
                    _headers.WriteElement(token.Tag, DicomVR.SQ, Undefined);
                    break;
                case DicomTokenKind.ItemStart:
                    _headers.WriteDelimiter(DicomTag.Item, Undefined);
                    _signed.Add(_signed[^1]);
                    break;
                case DicomTokenKind.ItemEnd:
                    _headers.WriteDelimiter(DicomTag.ItemDelimitationItem, 0);
                    _signed.RemoveAt(_signed.Count - 1);
                    break;
                case DicomTokenKind.SequenceEnd:
                    _headers.WriteDelimiter(DicomTag.SequenceDelimitationItem, 0);
                    break;
                case DicomTokenKind.FragmentsStart:
                    StartFrames(token);
                    break;
                case DicomTokenKind.Fragment:
                    _frames!.StartFragment(token.Length);
                    break;
                case DicomTokenKind.FragmentsEnd:
                    _frames!.Complete();
                    _frames = null;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Tells that no more bytes will come.</summary>
    /// <exception cref="DicomFormatException">The data set is not complete.</exception>
    public void Complete()
    {
        Feed(default);
        _tokenizer.Complete();
    }

    private void StartElement(in DicomToken token)
    {
        if (token.Tag.IsGroupLength)
        {
            _tokenizer.SkipValue();
            return;
        }

        (_tag, _vr, _valueLength) = (token.Tag, Resolve(token), token.Length);
        _unitCount = 0;
        _isDropped = false;
        _isCaptured = IsOfInterest(token);
        _capturedCount = 0;
        if (_isCaptured)
        {
            // Its header goes with its value, when that is complete.
            if (_valueLength == 0) FinishCaptured();
            return;
        }

        WriteHeader(_tag, _vr, _valueLength);
        if (_valueLength == 0) _isDropped = true;
    }

    private DicomVR Resolve(in DicomToken token) =>
        token.VR == DicomVR.US && IsImplicitHere && _signed[^1] && DicomDictionary.IsSignedOrUnsigned(token.Tag) ? DicomVR.SS : token.VR;

    private bool IsImplicitHere => !_from.IsExplicitVR || _tokenizer.IsInUnknownSequence;

    private bool IsBigEndianHere => _from.IsBigEndian && !_tokenizer.IsInUnknownSequence;

    /// <summary>Whether the value is needed: what describes pixels, at the level that it describes.</summary>
    private bool IsOfInterest(in DicomToken token) =>
        token.Length <= LargestCaptured
        && (token.Tag == DicomTag.PixelRepresentation || (_decodes && token.Depth == 0 && ImageDescription.Describes(token.Tag)));

    private void WriteHeader(DicomTag tag, DicomVR vr, uint length)
    {
        var even = length + (length & 1);
        var encoded = HeaderWriter.EncodedVR(vr, even);
        _headers.WriteElement(tag, encoded, even);

        // A value whose VR is not known has the order of bytes that it came with (PS3.5 6.2.2).
        _unitSize = encoded.UnitSize > 1 && IsBigEndianHere != _to.IsBigEndian ? encoded.UnitSize : 1;
    }

    private void TakeValue(ReadOnlySpan<byte> data)
    {
        if (_frames is { } frames)
        {
            frames.Take(data);
            return;
        }

        if (_isDropped) return;
        if (_isCaptured)
        {
            data.CopyTo(_captured.AsSpan(_capturedCount));
            _capturedCount += data.Length;
            if (_capturedCount == _valueLength) FinishCaptured();
            return;
        }

        WriteValue(data);
        if (_tokenizer.ValueBytesRemaining == 0) FinishValue();
    }

    private void FinishCaptured()
    {
        var value = _captured.AsSpan(0, _capturedCount);
        if (_tag == DicomTag.PixelRepresentation)
        {
            _signed[^1] = value.Length >= 2 && (value[0] | value[1]) != 0;
        }

        if (_decodes && _tokenizer.Depth == 0)
        {
            var replaced = _image.Take(_tag, value);
            if (replaced is not null)
            {
                _valueLength = (uint)replaced.Length;
                value = replaced;
            }
        }

        WriteHeader(_tag, _vr, _valueLength);
        WriteValue(value);
        FinishValue();
    }

    private void WriteValue(ReadOnlySpan<byte> data)
    {
        if (_unitSize == 1)
        {
            _output.Write(data);
            return;
        }

        // Values come in slices that may end inside a number.
        while (_unitCount > 0 && !data.IsEmpty)
        {
            _unit[_unitCount++] = data[0];
            data = data[1..];
            if (_unitCount == _unitSize)
            {
                WriteSwapped(_unit.AsSpan(0, _unitSize));
                _unitCount = 0;
            }
        }

        var whole = data.Length - (data.Length % _unitSize);
        WriteSwapped(data[..whole]);
        foreach (var rest in data[whole..])
        {
            _unit[_unitCount++] = rest;
        }
    }

    private void WriteSwapped(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var count = Math.Min(data.Length, 64 * 1024);
            var target = _output.GetSpan(count)[..count];
            data[..count].CopyTo(target);
            DicomByteOrder.Swap(target, _unitSize);
            _output.Advance(count);
            data = data[count..];
        }
    }

    private void FinishValue()
    {
        // A number that is cut short stays as it is, as when a data set is read and written.
        _output.Write(_unit.AsSpan(0, _unitCount));
        _unitCount = 0;
        if ((_valueLength & 1) == 0) return;
        _output.GetSpan(1)[0] = _vr.PaddingByte;
        _output.Advance(1);
    }

    private void StartFrames(in DicomToken token)
    {
        if (!_decodes || token.Depth > 0 || token.Tag != DicomTag.PixelData)
        {
            throw new DicomFormatException("Encapsulated data other than the image's own pixel data cannot be turned into a native transfer syntax.", token.Position, token.Tag);
        }

        var length = _image.NativeLength(token);
        var vr = _to.IsExplicitVR ? DicomVR.OB : DicomVR.OW;
        _headers.WriteElement(DicomTag.PixelData, vr, (uint)(length + (length & 1)));
        _frames = new JpegFrames(_image, _output, token.Position);
    }
}
