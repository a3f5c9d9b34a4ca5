using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState.Tests;

/// <summary>Documents that we write, against the schema that DSC publishes; it is not part of the project.</summary>
public sealed class PublishedSchemaTests
{
    private static readonly ApplianceConfiguration Full = new()
    {
        LocalAE = new LocalAESettings { TlsCertificatePassword = Secret.Hidden },
        Notification = new NotificationSettings { Server = "mail.example", From = "a@b.example", CredentialUserName = "u", CredentialPassword = Secret.Hidden },
        RemoteAEs =
        [
            new RemoteAE { Name = "[odd] it's", AETitle = AETitle.Parse("ODD"), Description = "[text]", TlsCertificatePassword = Secret.Hidden },
            new RemoteAE { Name = "PACS1", AETitle = AETitle.Parse("PACS"), HostName = "pacs", Port = 104, Services = RemoteServices.Storage | RemoteServices.StorageCommitment },
            new RemoteAE { Name = "PACS2", AETitle = AETitle.Parse("PACS2"), HostName = "pacs", Port = 105, Services = RemoteServices.Storage, CommitWith = "PACS1" },
        ],
    };

    [Fact]
    public void An_exported_document_is_a_configuration_document_of_DSC()
    {
        var errors = Errors(ConfigurationExport.ToJson(Full));

        Assert.Empty(errors);
    }

    [Fact]
    public void What_is_no_configuration_document_is_none_for_the_schema_either()
    {
        var document = JsonNode.Parse(ConfigurationExport.ToJson(Full))!;
        document["parameters"]!.AsObject().First().Value!["type"] = "text";

        Assert.NotEmpty(Errors(document.ToJsonString()));
    }

    [Fact]
    public void Yaml_and_json_hold_the_same()
    {
        static DocumentNode Read(string text)
        {
            var errors = new DocumentErrors();
            var node = DocumentReader.Read(text, null, errors);
            errors.ThrowIfAny();
            return node!;
        }

        Assert.True(NodeComparer.Instance.Equals(Read(ConfigurationExport.ToYaml(Full)), Read(ConfigurationExport.ToJson(Full))));
    }

    private static IReadOnlyList<string> Errors(string json)
    {
        var path = SchemaFolders().Select(folder => Path.Combine(folder, "config", "document.json")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "The published schemas of DSC v3 are not beside the project (../shared/data/dsc-schemas).");
        var schema = JsonSchema.FromText(File.ReadAllText(path!), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        var result = schema.Evaluate(JsonDocument.Parse(json).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")), "not valid"];
    }

    private static IEnumerable<string> SchemaFolders()
    {
        var root = typeof(PublishedSchemaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SourceRoot").Value!;
        return from up in (string[])["..", "../.."] select Path.GetFullPath(Path.Combine(root, up, "shared", "data", "dsc-schemas"));
    }
}
