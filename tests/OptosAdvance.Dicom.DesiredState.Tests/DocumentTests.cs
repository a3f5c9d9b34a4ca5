using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState.Tests;

public sealed class DocumentTests
{
    [Fact]
    public void Wants_what_is_written()
    {
        const string body = """
            metadata: { anything: [1, 2] }
            parameters:
              port: { type: int, defaultValue: 104, minValue: 1, maxValue: 65535 }
              password: { type: secureString }
            resources:
            - name: repository
              type: OptosAdvance.Dicom/Repository
              properties:
                criticalWatermark: 5.0 %
                lowWatermark: 20GB
                protectedStudies: 7
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              dependsOn: ["[resourceId('OptosAdvance.Dicom/Repository', 'repository')]"]
              properties:
                name: PACS1
                aeTitle: '  PACS  '
                hostName: pacs.example
                port: "[parameters('port')]"
                services: [Storage, QueryRetrieve]
                tlsCertificatePassword: "[parameters('password')]"
            - name: old
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: OLD, _exist: false }
            """;

        var document = Documents.Evaluate(body, null, new ParameterValue("password", "\"geheim\""));

        Assert.Equal(["Repository", "RemoteAE/PACS1", "RemoteAE/OLD"], document.Resources.Select(resource => resource.Target));
        Assert.Equal([7, 13, 23], document.Resources.Select(resource => resource.Line));
        var repository = document.Resources[0].Change.Repository!;
        Assert.Equal(["CriticalWatermark", "LowWatermark", "ProtectedStudies"], repository.Given);
        Assert.Equal(DiskWatermark.Parse("5%"), repository.Get(settings => settings.CriticalWatermark));
        var pacs = document.Resources[1].Change.RemoteAEs.Single();
        Assert.Equal(RemoteAEChangeKind.Ensure, pacs.Kind);
        Assert.Equal(104, pacs.Properties!.Get(remote => remote.Port));
        Assert.Equal("geheim", pacs.Properties.Get(remote => remote.TlsCertificatePassword)!.Reveal());
        Assert.Equal([document.Resources[0].Id], document.Resources[1].DependsOn);
        Assert.Equal(RemoteAEChangeKind.EnsureAbsent, document.Resources[2].Change.RemoteAEs.Single().Kind);
        Assert.Empty(document.Warnings);
    }

    [Fact]
    public void Json_is_a_document_too_and_has_lines()
    {
        var json = $$"""
            {
            	"$schema": "{{Documents.Schema}}",
            	"resources": [
            		{ "name": "search", "type": "OptosAdvance.Dicom/PatientSearch",
            		  "properties": { "maximumQueryResults": 0 } }
            	]
            }
            """;

        var e = Assert.Throws<DocumentException>(() => ConfigurationDocument.Evaluate(new DocumentSource { Text = json }, new EvaluationInputs()));

        var error = Assert.Single(e.Errors);
        Assert.Equal((5, "maximumQueryResults is 0; it must be 1 to 100000 studies."), (error.Line, error.Message));
    }

    [Fact]
    public void Ten_errors_are_ten_errors_with_their_lines()
    {
        const string body = """
            parameters:
              site: { type: text }
              name: { type: string }
            resorces: []
            resources:
            - name: local
              type: OptosAdvance.Dicom/LocalAE
              properties:
                prot: 104
                port: 70000
                aeTitle: [a]
                hostName: "[envar('X')]"
            - name: local
              type: OptosAdvance.Dicom/LocalAE
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAe2
            - name: repository
              type: OptosAdvance.Dicom/Repository
              dependsOn: ["[resourceId('OptosAdvance.Dicom/LocalAE', 'lokal')]"]
              properties:
                criticalWatermark: 5
            """;

        Assert.Equal(
            [
                "3,17: The type of parameter 'site' is one of string, secureString, int, bool, object, secureObject, array.",
                "4,3: Parameter 'name' has no default value and none is given.",
                "5,1: A configuration document has no 'resorces'; did you mean 'resources'.",
                "10,5: OptosAdvance.Dicom/LocalAE has no property 'prot'; did you mean 'port'.",
                "11,11: port is 70000; it must be 1 to 65535.",
                "12,14: aeTitle is a text; this is an array.",
                "13,17: There is no function 'envar' here; did you mean 'envvar'.",
                "14,3: There is a resource 'local' of type OptosAdvance.Dicom/LocalAE already, in line 7.",
                "17,9: There is no resource type 'OptosAdvance.Dicom/RemoteAe2' here; did you mean 'OptosAdvance.Dicom/RemoteAE'.",
                "20,15: There is no resource 'OptosAdvance.Dicom/LocalAE:lokal' beside this one; did you mean 'OptosAdvance.Dicom/LocalAE:local'.",
                "22,24: criticalWatermark: '5' could be percent or a size. Say which: '5%' of the volume, or a size such as '5GB'.",
            ],
            Documents.Errors(body));
    }

    [Fact]
    public void A_name_that_is_there_twice_is_an_error_in_yaml_and_in_json()
    {
        Assert.Equal(["4,1: 'resources' is there twice; first in line 3."], Documents.Errors("a: &x 1\nresources: []\nresources: []").Where(error => !error.Contains("'a'", StringComparison.Ordinal)));
        var e = Assert.Throws<DocumentException>(() => ConfigurationDocument.Evaluate(
            new DocumentSource { Text = $$"""{ "$schema": "{{Documents.Schema}}", "resources": [], "resources": [] }""" }, new EvaluationInputs()));
        Assert.Equal("'resources' is there twice; first in line 1.", Assert.Single(e.Errors).Message);
    }

    [Fact]
    public void The_configuration_that_it_leads_to_is_checked_where_the_document_gives_the_value()
    {
        const string body = """
            resources:
            - name: local
              type: OptosAdvance.Dicom/LocalAE
              properties: { hostName: 'not an address', port: 11113 }
            - name: repository
              type: OptosAdvance.Dicom/Repository
              properties:
                criticalWatermark: 90%
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: PACS, services: [Storage] }
            """;

        var errors = Documents.Errors(body);

        Assert.Contains(errors, error => error.StartsWith("5,17: 'not an address'", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("5,45: Port 11113 is both", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("9,5: ", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("10,1: There is no AE title.", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("10,1: There is no host", StringComparison.Ordinal));
    }

    [Fact]
    public void Resources_that_contradict_each_other_are_refused_and_those_that_agree_are_not()
    {
        static string Body(string port) => $$"""
            resources:
            - name: a
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: PACS, aeTitle: PACS, port: 104 }
            - name: b
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: pacs, description: x, port: {{port}} }
            """;

        Assert.Equal(["8,45: RemoteAE/pacs gets another port here than by 'a' in line 5."], Documents.Errors(Body("105")));
        Assert.Equal(2, Documents.Evaluate(Body("104")).Resources.Count);
    }

    [Fact]
    public void Order_follows_dependsOn_and_else_the_document()
    {
        const string body = """
            resources:
            - name: c
              type: OptosAdvance.Dicom/Streaming
              dependsOn: ["[resourceId('OptosAdvance.Dicom/LocalAE', 'a')]"]
              properties: { port: "[add(reference(resourceId('OptosAdvance.Dicom/LocalAE', 'a')).port, 1)]" }
            - name: b
              type: OptosAdvance.Dicom/PatientSearch
              properties: { maximumQueryResults: 5 }
            - name: a
              type: OptosAdvance.Dicom/LocalAE
              properties: { port: 4000 }
            """;

        var document = Documents.Evaluate(body);

        Assert.Equal(["b", "a", "c"], document.Resources.Select(resource => resource.Name));
        Assert.Equal(4001, document.Resources[2].Change.Streaming!.Get(settings => settings.Port));
    }

    [Fact]
    public void A_circle_is_an_error()
    {
        const string body = """
            resources:
            - name: a
              type: OptosAdvance.Dicom/LocalAE
              dependsOn: ["[resourceId('OptosAdvance.Dicom/Streaming', 'b')]"]
            - name: b
              type: OptosAdvance.Dicom/Streaming
              dependsOn: ["[resourceId('OptosAdvance.Dicom/LocalAE', 'a')]"]
            """;

        Assert.Equal(["5,3: Resources depend on each other in a circle: 'a', 'b'."], Documents.Errors(body));
    }

    [Fact]
    public void A_condition_leaves_a_resource_out_and_a_loop_repeats_it()
    {
        const string body = """
            parameters:
              cameras: { type: array, defaultValue: [Left, Right] }
            resources:
            - name: search
              type: OptosAdvance.Dicom/PatientSearch
              condition: "[equals(length(parameters('cameras')), 3)]"
              properties: { maximumQueryResults: 5 }
            - name: "[format('camera-{0}', copyIndex())]"
              type: OptosAdvance.Dicom/RemoteAE
              copy: { name: cameras, count: "[length(parameters('cameras'))]" }
              properties:
                name: "[parameters('cameras')[copyIndex('cameras')]]"
                aeTitle: "[format('CAM{0}', copyIndex(1))]"
            """;

        var document = Documents.Evaluate(body);

        Assert.Equal(["RemoteAE/Left", "RemoteAE/Right"], document.Resources.Select(resource => resource.Target));
        Assert.Equal(["camera-0", "camera-1"], document.Resources.Select(resource => resource.Name));
        Assert.Equal("CAM2", document.Resources[1].Change.RemoteAEs[0].Properties!.Get(remote => remote.AETitle)!.Value);
    }

    [Fact]
    public void Groups_and_assertions_hold_resources()
    {
        const string body = """
            parameters: { title: { type: string, defaultValue: OUTER } }
            resources:
            - name: before
              type: Microsoft.DSC/Assertion
              properties:
                $schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
                resources:
                - name: host
                  type: OptosAdvance.Dicom/Host
                  properties: { running: true }
            - name: group
              type: Microsoft.DSC/Group
              dependsOn: ["[resourceId('Microsoft.DSC/Assertion', 'before')]"]
              properties:
                resources:
                - name: local
                  type: OptosAdvance.Dicom/LocalAE
                  properties: { aeTitle: "[parameters('title')]" }
            """;

        var document = Documents.Evaluate(body);

        Assert.Equal([true, false], document.Resources.Select(resource => resource.IsAssertion));
        Assert.True(document.Resources[0].Host!.Running);
        Assert.Equal([document.Resources[0].Id], document.Resources[1].DependsOn);
        Assert.Equal("OUTER", document.Resources[1].Change.LocalAE!.Get(settings => settings.AETitle).Value);
    }

    [Fact]
    public void An_included_document_has_parameters_of_its_own_and_errors_name_its_file()
    {
        const string body = """
            resources:
            - name: pacs
              type: Microsoft.DSC/Include
              properties:
                configurationFile: parts/pacs.dsc.yaml
                parametersContent: "{ \"parameters\": { \"title\": \"INNER\" } }"
            """;
        var file = $$"""
            $schema: {{Documents.Schema}}
            parameters: { title: { type: string } }
            resources:
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: PACS, aeTitle: "[parameters('title')]" }
            """;

        var document = Documents.Evaluate(body, new EvaluationInputs { ReadFile = path => path == "parts/pacs.dsc.yaml" ? file : null });
        Assert.Equal(["parts/pacs.dsc.yaml"], document.Includes);
        Assert.Equal(("parts/pacs.dsc.yaml", 4), (document.Resources[0].File, document.Resources[0].Line));
        Assert.Equal("INNER", document.Resources[0].Change.RemoteAEs[0].Properties!.Get(remote => remote.AETitle)!.Value);

        var e = Assert.Throws<DocumentException>(() => Documents.Evaluate(body, new EvaluationInputs { ReadFile = _ => file.Replace("name: PACS", "nam: PACS", StringComparison.Ordinal) }));
        Assert.All(e.Errors, error => Assert.Equal("parts/pacs.dsc.yaml", error.File));
        Assert.Contains("There is no file 'parts/pacs.dsc.yaml'", Documents.Errors(body)[0], StringComparison.Ordinal);
        Assert.Contains("without '..'", Documents.Errors(body.Replace("parts/", "../", StringComparison.Ordinal))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_come_from_a_file_and_one_by_one_and_are_checked()
    {
        const string body = """
            parameters:
              title: { type: string, maxLength: 4, defaultValue: ABC }
              port: { type: int, minValue: 1, maxValue: 10, defaultValue: 1 }
              policy: { type: string, allowedValues: [Known, Any], defaultValue: Any }
            resources:
            - name: local
              type: OptosAdvance.Dicom/LocalAE
              properties: { aeTitle: "[parameters('title')]", port: "[parameters('port')]", callerPolicy: "[parameters('policy')]" }
            """;
        var source = Documents.Source(body, new ParameterValue("title", "\"X\"")) with { ParametersPath = "/site/bern.yaml", ParametersText = "parameters:\n  title: Y\n  port: 2\n" };

        var local = ConfigurationDocument.Evaluate(source, new EvaluationInputs()).Resources[0].Change.LocalAE!;
        Assert.Equal(("X", 2), (local.Get(settings => settings.AETitle).Value, local.Get(settings => settings.Port)));

        var wrong = source with { ParametersText = "parameters:\n  titel: Y\n  port: 11\n  policy: Some\n", Parameters = [new ParameterValue("title", "\"TOO LONG\"")] };
        var e = Assert.Throws<DocumentException>(() => ConfigurationDocument.Evaluate(wrong, new EvaluationInputs()));
        Assert.Equal(
            [
                "bern.yaml(2,10): The document has no parameter 'titel'; did you mean 'title'.",
                "bern.yaml(3,9): Parameter 'port' is 11; it must be 10 at most.",
                "bern.yaml(4,11): Parameter 'policy' is \"Some\"; allowed are \"Known\", \"Any\".",
            ],
            e.Errors.Where(error => error.File == "/site/bern.yaml").Select(error => error.ToString()));
        Assert.Contains(e.Errors, error => error.Message == "Parameter 'title' has the length 8; it must be 4 at most.");
    }

    [Fact]
    public void A_secret_in_clear_is_a_warning_and_is_never_shown()
    {
        const string body = """
            resources:
            - name: mail
              type: OptosAdvance.Dicom/Notification
              properties: { credentialUserName: optos, credentialPassword: swordfish }
            """;

        var document = Documents.Evaluate(body);

        Assert.Contains("site.dsc.yaml(5,44): credentialPassword stands in the document in clear", Assert.Single(document.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", document.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port: '104'", "port is a whole number; this is a text; take its quotes away.")]
    [InlineData("tls: 1", "tls is true or false; this is a number.")]
    [InlineData("aeTitle: 12", "aeTitle is a text; this is a number; put it in quotes.")]
    [InlineData("port: null", "port must have a value, such as 11112.")]
    [InlineData("callerPolicy: Nobody", "callerPolicy: 'Nobody' is not a CallerPolicy. Choose of Known, KnownHost, Any.")]
    [InlineData("_exist: false", "OptosAdvance.Dicom/LocalAE always exists.")]
    [InlineData("Port: 104", "OptosAdvance.Dicom/LocalAE has no property 'Port'; did you mean 'port'.")]
    public void A_value_that_does_not_fit_is_refused_as_the_schema_does(string property, string expected)
    {
        var errors = Documents.Errors($"resources:\n- name: local\n  type: OptosAdvance.Dicom/LocalAE\n  properties:\n    {property}\n");

        Assert.EndsWith(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The document is empty.")]
    [InlineData("a: [1", "This is not valid YAML")]
    [InlineData("{ \"a\": 1, \"b\" }", "This is not valid JSON")]
    [InlineData("- 1", "A configuration document is an object with $schema and resources; this is an array.")]
    [InlineData("resources: []", "There is no $schema")]
    [InlineData("$schema: http://json-schema.org/draft-07/schema#\nresources: []", "This is not the schema of a configuration document of DSC v3")]
    [InlineData("$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json", "There are no 'resources'.")]
    [InlineData("a: 1\n---\nb: 2", "There is a second document here")]
    public void What_is_no_document_is_one_clear_error(string text, string expected)
    {
        var e = Assert.Throws<DocumentException>(() => ConfigurationDocument.Evaluate(new DocumentSource { Text = text }, new EvaluationInputs()));

        Assert.Contains(expected, string.Join("\n", e.Errors.Select(error => error.Message)), StringComparison.Ordinal);
    }
}
