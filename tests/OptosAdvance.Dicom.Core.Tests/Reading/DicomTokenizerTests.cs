namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomTokenizerTests
{
    private const string ExplicitLittle = "0800 0500 4353 0A00 49534F5F4952203130 30"; // (0008,0005) CS ISO_IR 100
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly DicomTransferSyntax Implicit = DicomTransferSyntax.ImplicitVRLittleEndian;

    [Fact]
    public void Reads_an_element_in_explicit_little_endian()
    {
        Assert.Equal("0 0 Element (0008,0005)CS 10|  49534F5F495220313030|end 18", Log(ExplicitLittle, Explicit));
    }

    [Fact]
    public void Reads_an_element_in_implicit_little_endian_with_the_VR_of_the_dictionary()
    {
        Assert.Equal("0 0 Element (0028,0010)US 2|  0002|end 10", Log("2800 1000 02000000 0002", Implicit));
    }

    [Fact]
    public void Reads_an_element_in_explicit_big_endian_and_leaves_the_value_as_it_is()
    {
        Assert.Equal("0 0 Element (0028,0010)US 2|  0200|end 10", Log("0028 0010 5553 0002 0200", DicomTransferSyntax.ExplicitVRBigEndian));
    }

    [Theory]
    [InlineData("4F42"), InlineData("4F44"), InlineData("4F46"), InlineData("4F4C"), InlineData("4F56"), InlineData("4F57"), InlineData("5356")]
    [InlineData("5543"), InlineData("554E"), InlineData("5552"), InlineData("5554"), InlineData("5556")]
    public void Reads_a_32_bit_length_for_the_VRs_that_have_one(string vr)
    {
        Assert.EndsWith(" 8|  0102030405060708|end 20", Log($"0900 0110 {vr} 0000 08000000 0102030405060708", Explicit), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_sequences_of_defined_and_undefined_length()
    {
        var inner = "FEFF00E0 0A000000 2800 1000 5553 0200 0300";
        Assert.Equal(
            "0 0 SequenceStart (0008,1140)SQ 18|12 1 ItemStart (0008,1140)SQ 10|20 1 Element (0028,0010)US 2|  0300|30 1 ItemEnd (0008,1140)SQ 0|30 0 SequenceEnd (0008,1140)SQ 0|end 30",
            Log($"0800 4011 5351 0000 12000000 {inner}", Explicit));
        Assert.Equal(
            "0 0 SequenceStart (0008,1140)SQ 4294967295|12 1 ItemStart (0008,1140)SQ 4294967295|20 1 Element (0028,0010)US 2|  0300|38 1 ItemEnd (0008,1140)SQ 0|46 0 SequenceEnd (0008,1140)SQ 0|end 46",
            Log("0800 4011 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF 2800 1000 5553 0200 0300 FEFF0DE0 00000000 FEFFDDE0 00000000", Explicit));
    }

    [Fact]
    public void Reads_encapsulated_fragments_beginning_with_the_offset_table()
    {
        Assert.Equal(
            "0 0 FragmentsStart (7FE0,0010)OB 4294967295|12 0 Fragment (7FE0,0010)OB 0|20 0 Fragment (7FE0,0010)OB 2|  ABCD|38 0 FragmentsEnd (7FE0,0010)OB 0|end 38",
            Log("E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000 FEFF00E0 02000000 ABCD FEFFDDE0 00000000", DicomTransferSyntax.JPEGBaseline8Bit));
    }

    [Fact]
    public void Reads_UN_of_undefined_length_as_a_sequence_in_implicit_VR_and_returns_to_explicit_VR_after_it()
    {
        Assert.Equal(
            "0 0 SequenceStart (0009,1001)SQ 4294967295|12 1 ItemStart (0009,1001)SQ 4294967295|20 1 Element (0028,0010)US 2|  0300|38 1 ItemEnd (0009,1001)SQ 0|46 0 SequenceEnd (0009,1001)SQ 0|46 0 Element (0028,0010)US 2|  0400|end 56",
            Log("0900 0110 554E 0000 FFFFFFFF FEFF00E0 FFFFFFFF 2800 1000 02000000 0300 FEFF0DE0 00000000 FEFFDDE0 00000000 2800 1000 5553 0200 0400", Explicit));
    }

    [Fact]
    public void Reads_UN_of_undefined_length_as_little_endian_in_a_big_endian_data_set()
    {
        Assert.Contains(
            "20 1 Element (0028,0010)US 2|  0300|",
            Log("0009 1001 554E 0000 FFFFFFFF FEFF00E0 FFFFFFFF 2800 1000 02000000 0300 FEFF0DE0 00000000 FEFFDDE0 00000000", DicomTransferSyntax.ExplicitVRBigEndian),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_private_elements_of_undefined_length_in_implicit_VR_as_sequences()
    {
        Assert.StartsWith(
            "0 0 SequenceStart (0009,1001)SQ 4294967295|8 1 ItemStart",
            Log("0900 0110 FFFFFFFF FEFF00E0 00000000 FEFFDDE0 00000000", Implicit),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_capital_letters_that_are_no_VR_as_UN_with_a_32_bit_length()
    {
        Assert.Equal("0 0 Element (0009,1001)UN 2|  ABCD|end 14", Log("0900 0110 5A5A 0000 02000000 ABCD", Explicit));
    }

    [Fact]
    public void Reads_other_bytes_in_place_of_the_VR_as_UN_with_a_16_bit_length()
    {
        Assert.Equal("0 0 Element (0009,1001)UN 2|  ABCD|end 10", Log("0900 0110 2020 0200 ABCD", Explicit));
    }

    [Fact]
    public void Ends_an_item_that_claims_more_than_its_sequence_has_with_the_sequence()
    {
        Assert.EndsWith(
            "20 1 Element (0028,0010)US 2|  0300|30 1 ItemEnd (0008,1140)SQ 0|30 0 SequenceEnd (0008,1140)SQ 0|end 30",
            Log("0800 4011 5351 0000 12000000 FEFF00E0 22000000 2800 1000 5553 0200 0300", Explicit),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_values_on_demand_and_counts_their_bytes()
    {
        var data = Bytes("0900 0110 4F42 0000 04000000 01020304" + "2800 1000 5553 0200 0300");
        var log = TokenLog.Of(data, Explicit, () => 1, skip: tag => tag.IsPrivate);
        Assert.Equal("0 0 Element (0009,1001)OB 4|16 0 Element (0028,0010)US 2|  0300|end 26", log.Replace("\n", "|", StringComparison.Ordinal));
    }

    [Fact]
    public void Lets_the_caller_pass_over_a_value_by_itself()
    {
        var tokenizer = new DicomTokenizer(Explicit, position: 1000);
        ReadOnlySpan<byte> input = Bytes("E07F 1000 4F57 0000 00000080");
        Assert.Equal(DicomTokenKind.Element, tokenizer.Read(ref input).Kind);
        tokenizer.SkipValue();
        Assert.True(tokenizer.IsSkippingValue);
        tokenizer.AdvanceValue(0x80000000);
        tokenizer.Complete();
        Assert.Equal(1000 + 12 + 0x80000000L, tokenizer.Position);
    }

    [Theory]
    [InlineData("0800 0500 4353 0A00 4953", "8 bytes before the end of the value")]
    [InlineData("0800 0500 43", "middle of the header")]
    [InlineData("0800 4011 5351 0000 FFFFFFFF", "inside a sequence")]
    [InlineData("0800 4011 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF", "inside an item")]
    [InlineData("E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000", "inside encapsulated data")]
    public void Notices_where_the_data_ends_too_early(string hex, string message)
    {
        var error = Assert.Throws<DicomFormatException>(() => Log(hex, Explicit));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(Bytes(hex).Length, error.Position);
    }

    [Theory]
    [InlineData("0800 4011 5351 0000 0A000000 FEFF00E0 02000000 2800 1000 5553 0200 0300", "header of an element runs past", 20)]
    [InlineData("0800 4011 5351 0000 12000000 FEFF00E0 0A000000 2800 1000 5553 0400 0300", "length 4 runs past", 20)]
    [InlineData("0800 4011 5351 0000 FFFFFFFF 2800 1000 5553 0200 0300", "where an item should start", 12)]
    [InlineData("FEFF0DE0 00000000 00000000", "where an element should start", 0)]
    [InlineData("0800 4011 5351 0000 12000000 FEFFDDE0 00000000 00000000", "length is defined", 12)]
    [InlineData("0800 4011 5351 0000 FFFFFFFF FEFFDDE0 02000000 00000000", "length 2 instead of 0", 12)]
    [InlineData("0800 4011 4C4F 0000 E07F 1000 4C54 0000 FEFF00E0 00000000", "where an element should start", 16)]
    [InlineData("E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 FFFFFFFF 00000000", "fragment cannot have an undefined length", 12)]
    [InlineData("0900 0110 5554 0000 FFFFFFFF", "UT cannot have an undefined length", 0)]
    public void Refuses_what_is_not_a_data_set_and_says_where(string hex, string message, int position)
    {
        var error = Assert.Throws<DicomFormatException>(() => Log(hex, Explicit));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refuses_nesting_a_hundred_thousand_deep(bool isImplicit)
    {
        var level = Bytes(isImplicit ? "0800 4011 FFFFFFFF FEFF00E0 FFFFFFFF" : "0800 4011 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF");
        var bomb = Enumerable.Repeat(level, 100_000).SelectMany(b => b).ToArray();
        var error = Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(bomb, isImplicit ? Implicit : Explicit));
        Assert.Equal(DicomTag.ReferencedImageSequence, error.Tag);
        Assert.Equal(64L * level.Length, error.Position);
    }

    [Fact]
    public void Refuses_more_elements_than_the_limit()
    {
        var data = Enumerable.Repeat(Bytes("2800 1000 5553 0000"), 11).SelectMany(b => b).ToArray();
        var limits = new DicomReadLimits { MaximumElements = 10 };
        Assert.Throws<DicomFormatException>(() => TokenLog.Of(data, Explicit, () => int.MaxValue, limits));
    }

    [Fact]
    public void Allocates_nothing_per_element()
    {
        var data = Enumerable.Repeat(Bytes("2800 1000 5553 0200 0300" + "0800 4011 5351 0000 FFFFFFFF FEFF00E0 00000000 FEFFDDE0 00000000"), 2000).SelectMany(b => b).ToArray();
        Consume(data, 4096);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Consume(data, 4096);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static void Consume(byte[] data, int piece)
    {
        var tokenizer = new DicomTokenizer(Explicit);
        for (var start = 0; start < data.Length; start += piece)
        {
            ReadOnlySpan<byte> input = data.AsSpan(start, Math.Min(piece, data.Length - start));
            while (tokenizer.Read(ref input).Kind != DicomTokenKind.NeedMoreData)
            {
            }
        }

        tokenizer.Complete();
    }

    private static string Log(string hex, DicomTransferSyntax syntax)
    {
        var data = Bytes(hex);
        var whole = TokenLog.Of(data, syntax, () => int.MaxValue);
        Assert.Equal(whole, TokenLog.Of(data, syntax, () => 1));
        return whole.Replace("\n", "|", StringComparison.Ordinal);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
