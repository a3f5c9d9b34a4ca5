using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class SettingsMetadataTests
{
    public static TheoryData<Type> SettingsTypes => new(
        typeof(LocalAESettings), typeof(StreamingSettings), typeof(RepositorySettings), typeof(PatientSearchSettings), typeof(NotificationSettings), typeof(AuditSettings), typeof(RemoteAE));

    [Theory]
    [MemberData(nameof(SettingsTypes))]
    public void Every_property_is_described(Type type)
    {
        var described = SettingsMetadata.Of(type);

        Assert.Equal(type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name), described.Select(setting => setting.Name));
        Assert.All(described, setting => Assert.EndsWith(".", setting.Description, StringComparison.Ordinal));
        Assert.All(described.Where(setting => !setting.IsSecret), setting => Assert.False(string.IsNullOrEmpty(setting.Example), setting.Name));
        Assert.All(described.Where(setting => setting.ValueType == typeof(int)), setting => Assert.NotNull(setting.Maximum));
    }

    [Theory]
    [MemberData(nameof(SettingsTypes))]
    public void Every_example_is_a_value_of_its_type(Type type)
    {
        foreach (var setting in SettingsMetadata.Of(type).Where(setting => setting.Example is not null))
        {
            var example = setting.Example!.TrimStart('$');
            object? value = setting.ValueType == typeof(AETitle) ? AETitle.Parse(example)
                : TypeDescriptor.GetConverter(setting.ValueType).ConvertFromString(null, CultureInfo.InvariantCulture, example);
            Assert.NotNull(value);
            if (value is int number)
            {
                Assert.InRange(number, setting.Minimum!.Value, setting.Maximum!.Value);
            }
        }
    }

    [Fact]
    public void Says_what_a_setting_is()
    {
        var settings = SettingsMetadata.Of<RepositorySettings>();

        var interval = settings.Single(setting => setting.Name == "CheckIntervalSeconds");
        Assert.Equal(("seconds", "60", "checkIntervalSeconds", "Int32"), (interval.Unit, interval.Default, interval.JsonName, interval.TypeName));
        var policy = settings.Single(setting => setting.Name == "PurgePolicy");
        Assert.Equal(["Auto", "CommittedOnly", "Any"], policy.AllowedValues);
        Assert.True(settings.Single(setting => setting.Name == "Path").IsOptional);
        Assert.True(SettingsMetadata.Of<NotificationSettings>().Single(setting => setting.Name == "CredentialPassword").IsSecret);
    }

    [Theory]
    [MemberData(nameof(SettingsTypes))]
    public void The_schema_has_every_property_and_no_other_is_allowed(Type type)
    {
        var schema = SettingsSchema.For(type);

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Equal(SettingsMetadata.Of(type).Select(setting => setting.JsonName), ((JsonObject)schema["properties"]!).Select(pair => pair.Key));
        var defaults = JsonSerializer.SerializeToNode(Activator.CreateInstance(type), type, ContractJson.Options)!.AsObject();
        foreach (var (name, property) in (JsonObject)schema["properties"]!)
        {
            if (property!["default"] is { } value)
            {
                Assert.True(JsonNode.DeepEquals(defaults[name], value), name);
            }
        }
    }

    [Theory]
    [InlineData("5%", true)]
    [InlineData(" 5 % ", true)]
    [InlineData("20GB", true)]
    [InlineData("20 GiB", true)]
    [InlineData("x", false)]
    [InlineData("5 XB", false)]
    public void The_schema_of_a_watermark_knows_its_texts(string text, bool matches)
    {
        var pattern = (string)SettingsSchema.For<RepositorySettings>()["properties"]!["lowWatermark"]!["anyOf"]![0]!["pattern"]!;

        Assert.Equal(matches, System.Text.RegularExpressions.Regex.IsMatch(text, pattern));
    }

    [Theory]
    [InlineData("OPTOS", true)]
    [InlineData("A", true)]
    [InlineData("ABCDEFGHIJKLMNOP", true)]
    [InlineData("ABCDEFGHIJKLMNOPQ", false)]
    [InlineData("A\\B", false)]
    [InlineData("   ", false)]
    [InlineData("MY AE", true)]
    public void The_schema_of_a_title_agrees_with_the_type(string text, bool matches)
    {
        var pattern = (string)SettingsSchema.For<LocalAESettings>()["properties"]!["aeTitle"]!["pattern"]!;

        Assert.Equal(matches, System.Text.RegularExpressions.Regex.IsMatch(text, pattern));
        Assert.Equal(matches, AETitle.TryParse(text, out _, out _));
    }
}
