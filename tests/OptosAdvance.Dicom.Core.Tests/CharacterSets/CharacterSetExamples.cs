namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>The encoded names of PS3.5 annexes H to K, byte for byte, and of the single-set tables.</summary>
public static class CharacterSetExamples
{
    /// <summary>Specific Character Set, the bytes in hexadecimal, the name.</summary>
    public static TheoryData<string, string, string> PersonNames => new()
    {
        // H.3.1
        {
            @"\ISO 2022 IR 87",
            "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842",
            "Yamada^Tarou=山田^太郎=やまだ^たろう"
        },
        // H.3.2
        {
            @"ISO 2022 IR 13\ISO 2022 IR 87",
            "D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A3D1B24422464245E24401B284A5E1B2442243F246D24261B284A",
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"
        },
        // I.2
        {
            @"\ISO 2022 IR 149",
            "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF",
            "Hong^Gildong=洪^吉洞=홍^길동"
        },
        // J.1, J.3, J.4
        { "ISO_IR 192", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB13D", "Wang^XiaoDong=王^小東=" },
        { "GB18030", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB3D", "Wang^XiaoDong=王^小东=" },
        { "GBK", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB3D", "Wang^XiaoDong=王^小东=" },
        // K.2
        {
            @"\ISO 2022 IR 58",
            "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB3D",
            "Zhang^XiaoDong=张^小东="
        },
        { "ISO_IR 100", "C46E6561735E52FC6469676572", "Äneas^Rüdiger" },
        { "ISO_IR 127", "E2C8C7E6EA5EE4E6D2C7D1", "قباني^لنزار" },
        { "ISO_IR 126", "C4E9EFEDF5F3E9EFF2", "Διονυσιος" },
        { "ISO_IR 144", "BBEEDA63655E", "Люкce^" },
        { "ISO_IR 138", "F9F8E5EF5EE3E1E5F8E4", "שרון^דבורה" },
        { "ISO_IR 101", "D76C657361", "×lesa" },
        { "ISO_IR 109", "A6C9", "ĤÉ" },
        { "ISO_IR 110", "C0C1", "ĀÁ" },
        { "ISO_IR 148", "DDFD", "İı" },
        { "ISO_IR 203", "A4BC", "€Œ" },
        { "ISO_IR 166", "CACAD2C2D2", "สสายา" },
        { "ISO_IR 13", "D4CFC0DE5EC0DBB3", "ﾔﾏﾀﾞ^ﾀﾛｳ" },
        { @"\ISO 2022 IR 100\ISO 2022 IR 126", "1B2D41C45E1B2D46C4E95E41", "Ä^Δι^A" },
        { @"\ISO 2022 IR 159", "1B24284430211B2842", "丂" },
    };
}
