using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomJsonTests
{
    private static string Json(DicomDataset dataset, DicomJsonWriteOptions? options = null) => Encoding.UTF8.GetString(DicomJson.ToUtf8Bytes(dataset, options));

    private static DicomDataset Read(string json, DicomJsonReadOptions? options = null) => DicomJson.Read(Encoding.UTF8.GetBytes(json), options);

    [Fact]
    public void Writes_person_names_as_objects_with_their_groups()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "", "ISO 2022 IR 87")
            .Set(DicomTag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう");
        Assert.Equal(
            """{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Yamada^Tarou","Ideographic":"山田^太郎","Phonetic":"やまだ^たろう"}]}}""",
            Json(dataset));
        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", Read(Json(dataset)).GetString(DicomTag.PatientName));
    }

    [Fact]
    public void Writes_empty_values_as_nothing_and_empty_places_as_null()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.ImageType, "ORIGINAL", "", "AXIAL", "")
            .SetEmpty(DicomTag.PatientName)
            .Set(new DicomSequence(DicomTag.AnatomicRegionSequence))
            .Set(new DicomSequence(DicomTag.RequestAttributesSequence, new DicomDataset()));
        string json = Json(dataset);
        Assert.Equal(
            """{"00080008":{"vr":"CS","Value":["ORIGINAL",null,"AXIAL",null]},"00082218":{"vr":"SQ"},"00100010":{"vr":"PN"},"00400275":{"vr":"SQ","Value":[{}]}}""",
            json);
        Assert.Equal(json, Json(Read(json)));
    }

    [Fact]
    public void Writes_every_binary_number_as_a_number_while_that_is_exact()
    {
        var dataset = new DicomDataset()
            .SetBytes(new DicomTag(0x0011, 0x1001), Convert.FromHexString("FFFF0100"), DicomVR.US)
            .SetBytes(new DicomTag(0x0011, 0x1002), Convert.FromHexString("FFFF0100"), DicomVR.SS)
            .SetBytes(new DicomTag(0x0011, 0x1003), Convert.FromHexString("FFFFFFFF"), DicomVR.UL)
            .SetBytes(new DicomTag(0x0011, 0x1004), Convert.FromHexString("FFFFFFFF"), DicomVR.SL)
            .SetBytes(new DicomTag(0x0011, 0x1005), Convert.FromHexString("FFFFFFFFFFFFFFFF0100000000000000"), DicomVR.UV)
            .SetBytes(new DicomTag(0x0011, 0x1006), Convert.FromHexString("0000000000000080FFFFFFFFFFFFFFFF"), DicomVR.SV)
            .SetBytes(new DicomTag(0x0011, 0x1007), BitConverter.GetBytes(1.5f), DicomVR.FL)
            .SetBytes(new DicomTag(0x0011, 0x1008), (byte[])[.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(double.NaN), .. BitConverter.GetBytes(double.NegativeInfinity)], DicomVR.FD)
            .SetTags(new DicomTag(0x0020, 0x9165), DicomTag.PatientName);
        string json = Json(dataset);
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal("[65535,1]", Value("00111001"));
        Assert.Equal("[-1,1]", Value("00111002"));
        Assert.Equal("[4294967295]", Value("00111003"));
        Assert.Equal("[-1]", Value("00111004"));
        Assert.Equal("""["18446744073709551615",1]""", Value("00111005"));
        Assert.Equal("""["-9223372036854775808",-1]""", Value("00111006"));
        Assert.Equal("[1.5]", Value("00111007"));
        Assert.Equal("""[0.1,"NaN","-Infinity"]""", Value("00111008"));
        Assert.Equal("""["00100010"]""", Value("00209165"));
        Assert.Equal(json, Json(Read(json)));

        string Value(string tag) => document.RootElement.GetProperty(tag).GetProperty("Value").GetRawText();
    }

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("+1.5", "1.5")]
    [InlineData("007", "7")]
    [InlineData("-0.125e2", "-0.125e2")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("abc", "\"abc\"")]
    public void Writes_decimal_strings_with_their_own_digits(string value, string json) =>
        Assert.Equal("""{"00180050":{"vr":"DS","Value":[""" + json + "]}}", Json(new DicomDataset().SetBytes(DicomTag.SliceThickness, Encoding.ASCII.GetBytes(value))));

    [Theory]
    [InlineData("IS", "7", "7")]
    [InlineData("IS", "-2147483648", "-2147483648")]
    [InlineData("IS", "12.0", "12")]
    [InlineData("IS", "\"12\"", "12")]
    [InlineData("DS", "1.25", "1.25")]
    [InlineData("DS", "0.12345678901234567", "0.12345678901235")]
    [InlineData("DS", "-0.12345678901234567", "-0.1234567890123")]
    [InlineData("DS", "\"1.250\"", "1.250")]
    [InlineData("DS", "null", "")]
    public void Reads_decimal_strings_from_numbers_and_strings(string vr, string json, string value) =>
        Assert.Equal(value, Read("""{"00111001":{"vr":""" + $"\"{vr}\",\"Value\":[{json}]" + "}}").GetString(new DicomTag(0x0011, 0x1001)));

    [Fact]
    public void Bytes_go_inline_or_by_uri()
    {
        var dataset = new DicomDataset()
            .SetBytes(new DicomTag(0x0011, 0x1001), new byte[] { 1, 2, 3, 4 }, DicomVR.OB)
            .SetBytes(new DicomTag(0x0011, 0x1002), new byte[2000], DicomVR.OW);
        Assert.Contains("\"InlineBinary\":\"AQIDBA==\"", Json(dataset), StringComparison.Ordinal);

        string json = Json(dataset, new DicomJsonWriteOptions { BulkDataThreshold = 1000, BulkDataUri = data => $"bulk/{data.Path}/{data.VR}" });
        Assert.Contains("\"BulkDataURI\":\"bulk/00111002/OW\"", json, StringComparison.Ordinal);
        Assert.Contains("\"InlineBinary\":\"AQIDBA==\"", json, StringComparison.Ordinal);

        DicomDataset withoutBulk = Read(json);
        Assert.False(withoutBulk.Contains(new DicomTag(0x0011, 0x1002)));
        DicomDataset withBulk = Read(json, new DicomJsonReadOptions { BulkData = data => Encoding.ASCII.GetBytes(data.Uri) });
        Assert.Equal("bulk/00111002/OW", Encoding.ASCII.GetString(withBulk.GetBytes(new DicomTag(0x0011, 0x1002))!.Value.Span));
    }

    [Fact]
    public void Encapsulated_pixel_data_is_named_by_uri_or_left_out()
    {
        var pixels = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        pixels.Fragments.Add(new byte[8]);
        var dataset = new DicomDataset().Set(pixels);
        Assert.Equal("{}", Json(dataset));
        Assert.Equal("""{"7FE00010":{"vr":"OB","BulkDataURI":"frames"}}""", Json(dataset, new DicomJsonWriteOptions { BulkDataUri = _ => "frames" }));
    }

    [Fact]
    public void Text_that_is_read_is_declared_as_utf8_when_it_has_to_be()
    {
        Assert.Equal("ISO_IR 192", Read("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"Ελένη"}]}}""").GetString(DicomTag.SpecificCharacterSet));
        Assert.False(Read("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"Anna"}]}}""").Contains(DicomTag.SpecificCharacterSet));
        DicomDataset item = Read("""{"00081140":{"vr":"SQ","Value":[{"00080005":{"vr":"CS"},"00104000":{"vr":"LT","Value":["δ"]}}]}}""")
            .GetSequence(DicomTag.ReferencedImageSequence)!.Items[0];
        Assert.Equal("δ", item.GetString(DicomTag.PatientComments));
    }

    [Fact]
    public void Long_text_keeps_its_backslashes()
    {
        const string Json = """{"00104000":{"vr":"LT","Value":["a\\b"]}}""";
        Assert.Equal(["a\\b"], Read(Json).GetStrings(DicomTag.PatientComments)!);
        Assert.Equal(Json, DicomJsonTests.Json(Read(Json)));
    }

    [Fact]
    public void Group_lengths_are_neither_written_nor_read()
    {
        Assert.Equal("{}", Json(new DicomDataset().SetBytes(new DicomTag(0x0008, 0), new byte[4], DicomVR.UL)));
        Assert.Empty(Read("""{"00080000":{"vr":"UL","Value":[4]}}"""));
    }

    [Fact]
    public void A_missing_vr_is_taken_from_the_dictionary() =>
        Assert.Same(DicomVR.LO, Read("""{"00100020":{"Value":["X"]}}""")[DicomTag.PatientID]!.VR);

    [Fact]
    public void Reads_arrays_lone_objects_and_nothing()
    {
        Assert.Equal(2, DicomJson.ReadMany("""[{},{"00100020":{"vr":"LO","Value":["X"]}}]"""u8.ToArray()).Count);
        Assert.Single(DicomJson.ReadMany("{}"u8.ToArray()));
        Assert.Empty(DicomJson.ReadMany(default));
    }

    [Fact]
    public void Reads_one_object_from_the_middle_of_json()
    {
        var reader = new Utf8JsonReader("""[{"00100020":{"vr":"LO","Value":["X"]}},5]"""u8);
        reader.Read();
        reader.Read();
        Assert.Equal("X", DicomJson.Read(ref reader).GetString(DicomTag.PatientID));
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"PatientName":{"vr":"PN"}}""")]
    [InlineData("""{"FFFEE000":{"vr":"OB"}}""")]
    [InlineData("""{"00100010":5}""")]
    [InlineData("""{"00100010":{"vr":"ZZ"}}""")]
    [InlineData("""{"00100010":{"vr":"PN","Value":"x"}}""")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[5]}}""")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"a=b"}]}}""")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["a\\b"]}}""")]
    [InlineData("""{"00100020":{"vr":"LO","Value":[true]}}""")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["\ud800"]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[70000]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[-1]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1.5]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1,null]}}""")]
    [InlineData("""{"00209165":{"vr":"AT","Value":["xyz"]}}""")]
    [InlineData("""{"00200013":{"vr":"IS","Value":[99999999999999]}}""")]
    [InlineData("""{"00200013":{"vr":"IS","Value":[1e99999999]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1e999999999]}}""")]
    [InlineData("""{"00180050":{"vr":"DS","Value":[1e9999999999999999]}}""")]
    [InlineData("""{"00111001":{"vr":"OB","InlineBinary":"***"}}""")]
    [InlineData("""{"00111001":{"vr":"OB","Value":[1]}}""")]
    [InlineData("""{"00111001":{"vr":"OB","BulkDataURI":5}}""")]
    [InlineData("""{"00081140":{"vr":"SQ","InlineBinary":"AAAA"}}""")]
    [InlineData("""{"00081140":{"vr":"SQ","Value":["x"]}}""")]
    public void Refuses_what_is_no_data_set(string json) => Assert.Throws<DicomFormatException>(() => Read(json));

    [Fact]
    public void Refuses_nesting_beyond_the_limit_both_ways()
    {
        Assert.Throws<DicomFormatException>(() => Read(Nested(66)));
        Assert.Throws<DicomFormatException>(() => Read(Nested(100_000)));
        DicomDataset deepest = Read(Nested(64));
        Assert.Equal(Nested(64), Json(deepest));
        Assert.Throws<DicomFormatException>(() => Json(deepest, new DicomJsonWriteOptions { MaximumDepth = 63 }));

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat("""{"00081140":{"vr":"SQ","Value":[""", depth)) + "{}" + string.Concat(Enumerable.Repeat("]}}", depth));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal("""{"00180050":{"vr":"DS","Value":[1.5]}}""", Json(Read("""{"00180050":{"vr":"DS","Value":["+1.5"]}}""")));
            Assert.Equal("""{"00189073":{"vr":"FD","Value":[0.25]}}""", Json(Read("""{"00189073":{"vr":"FD","Value":[0.25]}}""")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
