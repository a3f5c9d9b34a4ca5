using CsCheck;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class RoundTripTests
{
    private const int Iterations = 300;

    public static TheoryData<string, bool> Encodings
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var syntax in DicomTransferSyntax.All.Where(s => !s.IsEncapsulated))
            {
                data.Add(syntax.Uid.Value, false);
                data.Add(syntax.Uid.Value, true);
            }

            data.Add(DicomUid.JPEGBaseline8Bit.Value, false);
            data.Add(DicomUid.RLELossless.Value, true);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void What_is_written_is_read_back_in_every_transfer_syntax(string uid, bool isUndefined)
    {
        var syntax = DicomTransferSyntax.Find(new DicomUid(uid))!;
        var options = new DicomWriteOptions { UseUndefinedLengths = isUndefined };
        (syntax.IsEncapsulated ? ArbitraryDatasets.WithFragments : ArbitraryDatasets.Native).Sample(
            dataset =>
            {
                var bytes = DicomDatasetWriter.ToArray(dataset, syntax, options);
                Assert.Equal(0, bytes.Length & 1);
                var read = DicomDatasetReader.Read(bytes, syntax);
                Assert.Equal(DatasetComparison.Describe(dataset), DatasetComparison.Describe(read));
                Assert.Equal(bytes, DicomDatasetWriter.ToArray(read, syntax, options));
            },
            iter: Iterations,
            threads: 1);
    }

    [Fact]
    public void Tokens_do_not_depend_on_how_the_input_is_split()
    {
        var native = new[] { DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian };
        Gen.Select(ArbitraryDatasets.Native, Gen.Int[0, 2].Select(i => native[i]), Gen.Bool, Gen.Int[0, 99].Array[1, 20]).Sample(
            (dataset, syntax, isUndefined, pieces) =>
            {
                var bytes = DicomDatasetWriter.ToArray(dataset, syntax, new DicomWriteOptions { UseUndefinedLengths = isUndefined });
                var whole = TokenLog.Of(bytes, syntax, () => int.MaxValue);
                var next = 0;
                Assert.Equal(whole, TokenLog.Of(bytes, syntax, () => pieces[next++ % pieces.Length]));
                Assert.Equal(whole, TokenLog.Of(bytes, syntax, () => 1));
            },
            iter: Iterations,
            threads: 1);
    }

    [Fact]
    public void Truncation_at_any_byte_is_noticed()
    {
        Gen.Select(ArbitraryDatasets.WithFragments, Gen.Bool).Sample(
            (dataset, isUndefined) =>
            {
                var syntax = DicomTransferSyntax.JPEGBaseline8Bit;
                var bytes = DicomDatasetWriter.ToArray(dataset, syntax, new DicomWriteOptions { UseUndefinedLengths = isUndefined });
                var boundaries = Boundaries(bytes, syntax);
                for (var length = 0; length < bytes.Length; length += bytes.Length > 2000 ? 37 : 1)
                {
                    if (boundaries.Contains(length)) continue;
                    var truncated = bytes.AsMemory(0, length);
                    var error = Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(truncated, syntax));
                    Assert.InRange(error.Position, 0, length);
                }
            },
            iter: 60,
            threads: 1);
    }

    /// <summary>Where an element of the data set itself starts: an end there cannot be told from a shorter data set.</summary>
    private static HashSet<long> Boundaries(byte[] bytes, DicomTransferSyntax syntax)
    {
        var tokenizer = new DicomTokenizer(syntax);
        var boundaries = new HashSet<long>();
        ReadOnlySpan<byte> input = bytes;
        while (tokenizer.Read(ref input) is { Kind: not DicomTokenKind.NeedMoreData } token)
        {
            if (token.Depth == 0 && token.Kind is DicomTokenKind.Element or DicomTokenKind.SequenceStart or DicomTokenKind.FragmentsStart) boundaries.Add(token.Position);
        }

        return boundaries;
    }
}
