namespace OptosAdvance.Dicom.Dsc.Tests;

public sealed class GeneratedFileTests
{
    public static TheoryData<string> Resources => new(ResourceTypes.All.Select(type => type.ShortName));

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_schema_is_what_the_contract_says(string resource) =>
        AssertCurrent(Path.Combine("schemas", ResourceTypes.Find(resource)!.SchemaFile), Generated.Text(Generated.Schema(resource)));

    [Fact]
    public void The_manifests_are_what_the_contract_says() => AssertCurrent(Manifest.FileName, Generated.Text(Generated.Manifests()));

    [Fact]
    public void The_manifests_of_the_classes_are_what_the_contract_says() => AssertCurrent(AdaptedManifests.FileName, Generated.Text(AdaptedManifests.All()));

    private static void AssertCurrent(string file, string expected)
    {
        var path = Path.Combine(Places.DscFolder, file);
        if (Environment.GetEnvironmentVariable("OPTOS_WRITE_GENERATED") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
