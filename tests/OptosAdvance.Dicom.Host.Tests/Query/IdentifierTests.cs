using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class IdentifierTests
{
    [Fact]
    public void Holds_what_is_matched_and_what_is_asked_for()
    {
        var identifier = new Identifier()
            .Match(DicomTag.QueryRetrieveLevel, "STUDY")
            .Match(DicomTag.PatientName, "Sm?th*")
            .MatchAny(DicomTag.StudyInstanceUID, ["1.2", " 1.3 "])
            .Return(DicomTag.PatientName, DicomTag.AccessionNumber)
            .Build(null);

        Assert.Equal("Sm?th*", identifier.GetString(DicomTag.PatientName));
        Assert.Equal(["1.2", "1.3"], identifier.GetStrings(DicomTag.StudyInstanceUID)!);
        Assert.Equal("", identifier.GetString(DicomTag.AccessionNumber));
        Assert.False(identifier.Contains(DicomTag.SpecificCharacterSet));
    }

    [Theory]
    [InlineData("0008,0090")]
    [InlineData("(0008,0090)")]
    [InlineData("00080090")]
    [InlineData("ReferringPhysicianName")]
    [InlineData("referringphysicianname")]
    public void Takes_keys_by_tag_and_by_keyword(string attribute)
    {
        var identifier = new Identifier().Match(DicomTag.ReferringPhysicianName, "Wilson").Match([new QueryKey { Attribute = attribute, Value = "House*" }]).Build(null);
        Assert.Equal("House*", identifier.GetString(DicomTag.ReferringPhysicianName));
    }

    [Fact]
    public void Takes_keys_within_sequences()
    {
        var identifier = new Identifier()
            .ReturnWithin(DicomTag.ScheduledProcedureStepSequence, DicomTag.Modality, DicomTag.ScheduledStationAETitle)
            .Match([new QueryKey { Attribute = "ScheduledProcedureStepSequence.0008,0060", Value = "OP" }])
            .Build(null);
        var step = Assert.Single(identifier.GetSequence(DicomTag.ScheduledProcedureStepSequence)!.Items);
        Assert.Equal("OP", step.GetString(DicomTag.Modality));
        Assert.Equal("", step.GetString(DicomTag.ScheduledStationAETitle));
    }

    [Theory]
    [InlineData("NoSuchThing")]
    [InlineData("0008,00901")]
    [InlineData("ScheduledProcedureStepSequence.")]
    [InlineData("0002,0010")]
    public void Refuses_what_is_no_attribute_of_a_query(string attribute)
    {
        var refused = Assert.Throws<ControlException>(() => new Identifier().Match([new QueryKey { Attribute = attribute }]));
        Assert.Equal(ErrorIds.InvalidArgument, refused.Error.Id);
        Assert.NotNull(refused.Error.RecommendedAction);
    }

    [Fact]
    public void Refuses_a_value_that_its_attribute_cannot_have()
    {
        var keys = new Identifier().Match([new QueryKey { Attribute = "Rows", Value = "many" }]);
        Assert.Contains("Rows", Assert.Throws<ControlException>(() => keys.Build(null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smith*", "ISO_IR 192")]
    [InlineData("Müller*", "ISO_IR 100")]
    [InlineData("Διον*", "ISO_IR 126")]
    [InlineData("Люк*", "ISO_IR 144")]
    [InlineData("Wałęsa", "ISO_IR 101")]
    [InlineData("山田^太郎", @"\ISO 2022 IR 87")]
    [InlineData("やまだ*", @"\ISO 2022 IR 87")]
    [InlineData("홍^길동", @"\ISO 2022 IR 149")]
    [InlineData("王^小东", "GB18030")]
    [InlineData("Müller=Διον", "ISO_IR 192")]
    public void Chooses_the_character_set_that_the_text_needs(string name, string expected)
    {
        var keys = new Identifier().Match(DicomTag.PatientName, name);
        var set = keys.ChooseCharacterSet();
        Assert.Equal(expected, set.ToString());
        Assert.Equal(name, keys.Build(set).GetString(DicomTag.PatientName));
    }

    [Fact]
    public void A_name_in_kanji_or_kana_is_looked_for_in_every_component_group()
    {
        Assert.Equal(["Smith*"], PatientNameKeys.Of("Smith*"));
        Assert.Equal([null], PatientNameKeys.Of(null));
        Assert.Equal(["Yamada=山田"], PatientNameKeys.Of("Yamada=山田"));
        Assert.Equal(["山田*", "*=山田*", "*=*=山田*"], PatientNameKeys.Of("山田*"));
    }
}
