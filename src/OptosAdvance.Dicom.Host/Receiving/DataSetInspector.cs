using System.Buffers;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Watches a data set pass by: checks its structure to the last byte and keeps what the index wants. Bounded memory, whatever passes.
/// </summary>
internal sealed class DataSetInspector
{
    /// <summary>Longest value that is kept, in bytes; a longer one is taken for absent.</summary>
    private const uint MaximumValueLength = 4096;

    private readonly DicomTokenizer _tokenizer;
    private readonly DicomTransferSyntax _transferSyntax;
    private readonly ArrayBufferWriter<byte> _values = new(1024);
    private readonly Dictionary<DicomTag, CapturedValue> _captured = [];

    public DataSetInspector(DicomTransferSyntax transferSyntax)
    {
        _transferSyntax = transferSyntax;
        _tokenizer = new DicomTokenizer(transferSyntax);
    }

    /// <summary>Bytes of the longest value that has begun: so many the data set has, at least, if it tells the truth.</summary>
    public long LongestValue { get; private set; }

    /// <summary>Takes bytes as they arrive.</summary>
    /// <exception cref="DicomFormatException">They are no data set in the transfer syntax.</exception>
    public void Feed(in ReadOnlySequence<byte> data)
    {
        foreach (var segment in data)
        {
            Feed(segment.Span);
        }
    }

    /// <summary>Takes bytes as they arrive.</summary>
    /// <exception cref="DicomFormatException">They are no data set in the transfer syntax.</exception>
    public void Feed(ReadOnlySpan<byte> data)
    {
        while (true)
        {
            var token = _tokenizer.Read(ref data);
            switch (token.Kind)
            {
                case DicomTokenKind.NeedMoreData:
                    return;
                case DicomTokenKind.Element when token.Depth == 0 && token.Length <= MaximumValueLength && IndexedTags.Contains(token.Tag):
                    _captured.TryAdd(token.Tag, new CapturedValue(token.VR, _values.WrittenCount, (int)token.Length));
                    break;
                case DicomTokenKind.ValueData:
                    _values.Write(token.Data);
                    break;
                case DicomTokenKind.Element:
                case DicomTokenKind.Fragment:
                    LongestValue = Math.Max(LongestValue, token.Length == DicomToken.UndefinedLength ? 0 : token.Length);
                    _tokenizer.SkipValue();
                    break;
            }
        }
    }

    /// <summary>Tells that the data set is over, and gives what was captured.</summary>
    /// <exception cref="DicomFormatException">It ends in the middle of something.</exception>
    public CapturedAttributes Complete()
    {
        _tokenizer.Complete();
        return new CapturedAttributes(_transferSyntax, _captured, _values.WrittenMemory);
    }
}
