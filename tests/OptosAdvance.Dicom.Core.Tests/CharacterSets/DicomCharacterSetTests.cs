using System.Text;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomCharacterSetTests
{
    private static DicomCharacterSet Sets(string value) => DicomCharacterSet.FromSpecificCharacterSet(value.Split('\\'));

    [Theory]
    [MemberData(nameof(CharacterSetExamples.PersonNames), MemberType = typeof(CharacterSetExamples))]
    public void Decodes_the_examples_of_the_standard(string sets, string bytes, string name) =>
        Assert.Equal(name, Sets(sets).Decode(Convert.FromHexString(bytes), DicomVR.PN));

    [Theory]
    [MemberData(nameof(CharacterSetExamples.PersonNames), MemberType = typeof(CharacterSetExamples))]
    public void Encodes_the_examples_of_the_standard_byte_for_byte(string sets, string bytes, string name) =>
        Assert.Equal(bytes, Convert.ToHexString(Sets(sets).Encode(name, DicomVR.PN)));

    [Theory]
    [InlineData("ISO IR 100", "ISO_IR 100")]
    [InlineData("ISO-IR 100", "ISO_IR 100")]
    [InlineData("iso_ir_100", "ISO_IR 100")]
    [InlineData("ISO_IR100", "ISO_IR 100")]
    [InlineData("ISO8859-1", "ISO_IR 100")]
    [InlineData("ISO 8859-15", "ISO_IR 203")]
    [InlineData("utf8", "ISO_IR 192")]
    [InlineData("UTF-8", "ISO_IR 192")]
    [InlineData("ISO 2022 IR 192", "ISO_IR 192")]
    [InlineData("gbk", "GBK")]
    [InlineData("ISO 2022 GB18030", "GB18030")]
    [InlineData("ISO2022IR87", "ISO 2022 IR 87")]
    [InlineData(@"ISO_IR 13\ISO_IR 87", @"ISO 2022 IR 13\ISO 2022 IR 87")]
    [InlineData(@"ISO_IR 6\ISO-2022-IR 149", @"ISO 2022 IR 6\ISO 2022 IR 149")]
    [InlineData(@"\ISO_IR 192", "ISO_IR 192")]
    [InlineData(@"ISO_IR 192\ISO 2022 IR 87", "ISO_IR 192")]
    public void Understands_the_misspellings_found_in_practice(string given, string meant)
    {
        DicomCharacterSet sets = Sets(given);
        Assert.Equal(meant, sets.ToString());
        Assert.Empty(sets.UnrecognizedTerms);
    }

    [Fact]
    public void A_data_set_without_a_set_is_the_default_repertoire()
    {
        Assert.Same(DicomCharacterSet.Default, DicomCharacterSet.FromSpecificCharacterSet([]));
        Assert.Same(DicomCharacterSet.Default, DicomCharacterSet.FromSpecificCharacterSet(["  "]));
        Assert.Empty(DicomCharacterSet.Default.Terms);
        Assert.Same(DicomCharacterSet.Utf8, DicomCharacterSet.FromSpecificCharacterSet(["ISO_IR 192 "]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ISO_IR 6")]
    [InlineData("KLINGON")]
    [InlineData(@"KLINGON\VULCAN")]
    public void Undeclared_text_is_read_as_utf8_if_it_is_that_and_as_latin_1_otherwise(string sets)
    {
        Assert.Equal("Jérôme", Sets(sets).Decode("Jérôme"u8, DicomVR.LO));
        Assert.Equal("Jérôme", Sets(sets).Decode(Encoding.Latin1.GetBytes("Jérôme"), DicomVR.LO));
        Assert.Throws<DicomCharacterSetException>(() => Sets(sets).Encode("Jérôme", DicomVR.LO));
    }

    [Fact]
    public void An_unknown_term_is_named_and_the_others_hold()
    {
        DicomCharacterSet sets = Sets(@"ISO 2022 IR 100\KLINGON");
        Assert.Equal(["KLINGON"], sets.UnrecognizedTerms);
        Assert.Equal("é", sets.Decode([0xE9], DicomVR.LO));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\f")]
    [InlineData("\t")]
    public void Control_characters_reset_to_the_first_set(string control)
    {
        DicomCharacterSet sets = Sets(@"\ISO 2022 IR 149");
        byte[] bytes = sets.Encode($"길{control}동", DicomVR.LT);
        Assert.Equal("1B242943B1E6" + Convert.ToHexString(Encoding.ASCII.GetBytes(control)) + "1B242943B5BF", Convert.ToHexString(bytes));
        Assert.Equal($"길{control}동", sets.Decode(bytes, DicomVR.LT));
    }

    [Fact]
    public void Backslash_resets_between_values_but_is_text_in_a_single_text()
    {
        DicomCharacterSet sets = Sets(@"\ISO 2022 IR 126\ISO 2022 IR 144");
        Assert.Equal("1B2D46C45C1B2D46C4", Convert.ToHexString(sets.Encode(@"Δ\Δ", DicomVR.LO)));
        Assert.Equal("1B2D46C45CC4", Convert.ToHexString(sets.Encode(@"Δ\Δ", DicomVR.LT)));
        Assert.Equal(@"Δ\Δ", sets.Decode(Convert.FromHexString("1B2D46C45CC4"), DicomVR.LT));
    }

    [Fact]
    public void Caret_resets_in_a_person_name_only()
    {
        DicomCharacterSet sets = Sets(@"\ISO 2022 IR 126");
        Assert.Equal("1B2D46C45E1B2D46C4", Convert.ToHexString(sets.Encode("Δ^Δ", DicomVR.PN)));
        Assert.Equal("1B2D46C45EC4", Convert.ToHexString(sets.Encode("Δ^Δ", DicomVR.LO)));
    }

    [Fact]
    public void A_delimiter_within_a_kanji_code_is_part_of_the_kanji()
    {
        DicomCharacterSet sets = Sets(@"\ISO 2022 IR 87");
        byte[] bytes = [0x1B, 0x24, 0x42, 0x30, 0x5C, 0x5C, 0x30, 0x1B, 0x28, 0x42];
        string text = sets.Decode(bytes, DicomVR.PN);
        Assert.Equal(2, text.Length);
        Assert.DoesNotContain('\\', text);
        Assert.Equal(bytes, sets.Encode(text, DicomVR.PN));
    }

    [Fact]
    public void A_gbk_trail_byte_that_looks_like_a_backslash_is_no_delimiter()
    {
        DicomCharacterSet sets = Sets("GBK");
        byte[] bytes = sets.Encode("誠", DicomVR.LO);
        Assert.Equal("D55C", Convert.ToHexString(bytes));
        Assert.Equal("誠", sets.Decode(bytes, DicomVR.LO));
    }

    [Fact]
    public void Yen_sign_and_backslash_share_a_code_that_is_a_delimiter_where_values_are_delimited()
    {
        DicomCharacterSet sets = Sets("ISO_IR 13");
        Assert.Equal("¥10", sets.Decode([0x5C, 0x31, 0x30], DicomVR.LT));
        Assert.Equal(@"A\B", sets.Decode([0x41, 0x5C, 0x42], DicomVR.LO));
        Assert.Equal([0x5C, 0x31], sets.Encode("¥1", DicomVR.LT));
        Assert.Throws<DicomCharacterSetException>(() => sets.Encode("¥1", DicomVR.LO));
    }

    [Fact]
    public void An_escape_sequence_that_is_not_announced_is_followed()
    {
        Assert.Equal("山田", DicomCharacterSet.Default.Decode(Convert.FromHexString("1B24423B3345441B2842"), DicomVR.LO));
        Assert.Equal("山田", Sets("ISO_IR 100").Decode(Convert.FromHexString("1B24423B3345441B2842"), DicomVR.LO));
    }

    [Fact]
    public void A_set_named_later_without_its_escape_sequence_is_still_read() =>
        Assert.Equal("길동", Sets(@"\ISO 2022 IR 149").Decode(Convert.FromHexString("B1E6B5BF"), DicomVR.LO));

    [Theory]
    [InlineData(@"\ISO 2022 IR 87", "1B24423B")]
    [InlineData(@"\ISO 2022 IR 87", "1B")]
    [InlineData(@"\ISO 2022 IR 87", "1B2442")]
    [InlineData(@"\ISO 2022 IR 87", "1B24")]
    [InlineData(@"\ISO 2022 IR 149", "1B242943B1")]
    [InlineData(@"\ISO 2022 IR 149", "FF80")]
    [InlineData("ISO_IR 192", "C328")]
    [InlineData("GB18030", "81")]
    [InlineData("ISO_IR 127", "A1FF")]
    public void Broken_text_is_decoded_as_far_as_it_goes(string sets, string bytes)
    {
        string text = Sets(sets).Decode(Convert.FromHexString(bytes), DicomVR.PN);
        Assert.True(bytes is "1B2442" ? text.Length == 0 : text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_character_does_not_swallow_what_follows_it() =>
        Assert.Equal("\uFFFD\r\nA", Sets(@"\ISO 2022 IR 87").Decode(Convert.FromHexString("1B24423B0D0A41"), DicomVR.LT));

    [Fact]
    public void A_character_outside_the_sets_is_refused_with_its_code_and_place()
    {
        var error = Assert.Throws<DicomCharacterSetException>(() => Sets("ISO_IR 100").Encode("ab田", DicomVR.LO));
        Assert.Equal(2, error.Position);
        Assert.Contains("U+7530", error.Message, StringComparison.Ordinal);
        Assert.Contains("ISO_IR 100", error.Message, StringComparison.Ordinal);
        Assert.False(Sets("ISO_IR 100").CanEncode("田", DicomVR.LO));
        Assert.True(Sets("GBK").CanEncode("田", DicomVR.LO));
        Assert.Throws<DicomCharacterSetException>(() => DicomCharacterSet.Utf8.Encode("\uD800", DicomVR.LO));
        Assert.Throws<DicomCharacterSetException>(() => Sets("GBK").Encode("\u0E2A", DicomVR.LO));
    }

    [Fact]
    public void Sets_do_not_touch_the_representations_that_are_ascii()
    {
        Assert.Throws<DicomCharacterSetException>(() => DicomCharacterSet.Utf8.Encode("é", DicomVR.CS));
        Assert.Equal("1.2", Sets("ISO_IR 13").Decode("1.2"u8, DicomVR.UI));
    }

    [Fact]
    public void Equal_terms_are_equal_sets()
    {
        Assert.Equal(Sets("ISO_IR 100"), Sets("ISO IR 100"));
        Assert.NotEqual(Sets("ISO_IR 100"), Sets("ISO_IR 101"));
        Assert.Equal(Sets("utf8").GetHashCode(), DicomCharacterSet.Utf8.GetHashCode());
    }
}
