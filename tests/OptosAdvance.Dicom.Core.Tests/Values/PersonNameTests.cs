namespace OptosAdvance.Dicom.Core.Tests;

public sealed class PersonNameTests
{
    [Fact]
    public void Reads_three_groups_of_five_components()
    {
        var name = PersonName.Parse("Yamada^Tarou^M^Dr.^MD=山田^太郎=やまだ^たろう");
        Assert.Equal(new PersonNameGroup("Yamada", "Tarou", "M", "Dr.", "MD"), name.Alphabetic);
        Assert.Equal(new PersonNameGroup("山田", "太郎"), name.Ideographic);
        Assert.Equal(new PersonNameGroup("やまだ", "たろう"), name.Phonetic);
    }

    [Theory]
    [InlineData("Muster^Anna", "Muster^Anna")]
    [InlineData("Muster^Anna^^^", "Muster^Anna")]
    [InlineData(" Muster ^ Anna ==", "Muster^Anna")]
    [InlineData("=山田^太郎", "=山田^太郎")]
    [InlineData("==やまだ", "==やまだ")]
    [InlineData("^^^Dr.", "^^^Dr.")]
    [InlineData("", "")]
    [InlineData("===", "")]
    [InlineData("a^b^c^d^e^f", "a^b^c^d^e^f")]
    public void Writes_what_it_read_without_empty_ends(string text, string canonical) =>
        Assert.Equal(canonical, PersonName.Parse(text).ToString());

    [Theory]
    [InlineData("Muster^Anna^Maria^Dr.^MD", "Dr. Anna Maria Muster, MD")]
    [InlineData("Muster", "Muster")]
    [InlineData("Yamada^Tarou=山田^太郎=やまだ^たろう", "Tarou Yamada (山田 太郎)")]
    [InlineData("=山田^太郎", "山田 太郎")]
    [InlineData("==やまだ", "やまだ")]
    [InlineData("", "")]
    public void Displays_as_people_write_it(string text, string display) =>
        Assert.Equal(display, PersonName.Parse(text).ToDisplayString());

    [Theory]
    [InlineData("Rüdiger^Äneas", "RUDIGER^ANEAS")]
    [InlineData("Ru\u0308diger", "RUDIGER")]
    [InlineData("Weiß^Søren", "WEISS^SOREN")]
    [InlineData("Διονύσιος", "ΔΙΟΝΥΣΙΟΣ")]
    [InlineData("Алёна", "АЛЕНА")]
    [InlineData("Ｙａｍａｄａ　Ｔ", "YAMADA T")]
    [InlineData("ﾔﾏﾀﾞ^ﾊﾟｳﾞ", "ヤマダ^パヴ")]
    [InlineData("Ga*^?na", "GA*^?NA")]
    [InlineData("van  der   Berg ^ Jan ^^", "VAN DER BERG^JAN")]
    [InlineData("A^^==B", "A==B")]
    public void Search_key_ignores_case_marks_and_widths(string text, string key) =>
        Assert.Equal(key, PersonName.ToSearchKey(text));
}
