using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState.Tests;

public sealed class LimitTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_bomb_of_aliases_is_refused_before_anybody_writes_it_out()
    {
        var text = new StringBuilder($"$schema: {Documents.Schema}\nparameters:\n  a:\n    type: array\n    defaultValue:\n      - &l0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (var i = 1; i < 40; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"      - &l{i} [*l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}]\n");
        }

        Assert.Contains("has more than 200000 values", Refuse(text + "resources: []\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_aliases_are_what_they_stand_for()
    {
        const string body = """
            metadata: { title: &title PACS }
            resources:
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: *title, aeTitle: *title }
            """;

        Assert.Equal("RemoteAE/PACS", Documents.Evaluate(body).Resources[0].Target);
        Assert.Contains("There is no anchor '&other'", Documents.Errors("metadata: *other\nresources: []")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    public void A_document_nested_a_hundred_thousand_deep_is_refused(string open, string close) => Refuse(
        $"$schema: {Documents.Schema}\nmetadata:\n  " + string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000)));

    [Theory]
    [InlineData("[not(", ")", 100_000)]
    [InlineData("[createArray(", ")", 1_000)]
    public void An_expression_nested_without_end_is_refused(string open, string close, int count)
    {
        var call = open[1..];
        var expression = "[" + string.Concat(Enumerable.Repeat(call, count)) + "true" + string.Concat(Enumerable.Repeat(close, count)) + "]";

        Assert.Contains("deep here", Documents.Refusal(expression), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_that_double_each_other_are_refused_whether_they_are_arrays_or_texts()
    {
        static string Chain(string function, string first) => $"variables:\n  v0: {first}\n" + string.Concat(
            Enumerable.Range(1, 60).Select(i => $"  v{i}: \"[{function}(variables('v{i - 1}'), variables('v{i - 1}'))]\"\n")) + "resources: []\n";

        Assert.Contains("Written out, this has more than", Refuse($"$schema: {Documents.Schema}\n" + Chain("createArray", "[1]")), StringComparison.Ordinal);
        Assert.Contains("characters", Refuse($"$schema: {Documents.Schema}\n" + Chain("concat", "abc")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_includes_itself_is_refused()
    {
        var body = $"$schema: {Documents.Schema}\nresources:\n- name: me\n  type: Microsoft.DSC/Include\n  properties: {{ configurationFile: me.yaml }}\n";

        var e = Assert.Throws<DocumentException>(() => ConfigurationDocument.Evaluate(new DocumentSource { Text = body }, new EvaluationInputs { ReadFile = _ => body }));
        Assert.Contains("Documents include each other more than 8 deep", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_ten_megabytes_is_refused_and_many_errors_are_counted()
    {
        Assert.Contains("more than 4194304 are not read", Refuse(new string('a', 10 << 20)), StringComparison.Ordinal);

        var body = new StringBuilder("resources:\n");
        for (var i = 0; i < 1000; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"- {{ name: r{i}, type: No/Such }}\n");
        }

        var e = Assert.Throws<DocumentException>(() => Documents.Evaluate(body.ToString()));
        Assert.Equal(100, e.Errors.Count);
        Assert.StartsWith("The document has 1000 errors:", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("and 900 more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fleet_of_two_thousand_remote_AEs_is_no_burden()
    {
        const string body = """
            resources:
            - name: "[format('camera-{0}', copyIndex())]"
              type: OptosAdvance.Dicom/RemoteAE
              copy: { name: cameras, count: 2000 }
              properties: { name: "[format('Camera{0}', copyIndex())]", aeTitle: "[format('CAM{0}', copyIndex())]" }
            """;

        var watch = Stopwatch.StartNew();
        Assert.Equal(2000, Documents.Evaluate(body).Resources.Count);
        Assert.True(watch.Elapsed < Bound, $"{watch.Elapsed}");
    }

    /// <summary>Whatever is done to a document, it is evaluated or refused in bounded time; nothing else happens.</summary>
    [Theory]
    [InlineData(20261124)]
    [InlineData(null)]
    public void Damaged_documents_and_expressions_are_evaluated_or_refused(int? fixedSeed)
    {
        var seed = fixedSeed ?? (int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_SEED"), out var given) ? given : Environment.TickCount);
        var cases = int.TryParse(Environment.GetEnvironmentVariable("OPTOS_FUZZ_CASES"), out var count) ? count : 3000;
        output.WriteLine($"Seed {seed}, {cases} cases (OPTOS_FUZZ_SEED, OPTOS_FUZZ_CASES)");
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < cases; i++)
        {
            var text = Damage(random, Samples[random.Next(Samples.Length)]);
            var watch = Stopwatch.StartNew();
            try
            {
                ConfigurationDocument.Evaluate(new DocumentSource { Text = text }, new EvaluationInputs { ReadFile = _ => Samples[0] });
            }
            catch (DocumentException)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, case {i}:\n{text}", e);
            }

            Assert.True(watch.Elapsed < Bound, $"Seed {seed}, case {i} took {watch.Elapsed}:\n{text}");
        }

        Assert.InRange(refused, cases / 4, cases);
    }

    [Fact]
    public void Any_text_in_quotes_is_itself() => Gen.String.Sample(
        text =>
        {
            var literal = text.Replace("'", "''", StringComparison.Ordinal);
            var json = System.Text.Json.JsonSerializer.Serialize($"[concat('{literal}')]");
            var document = $$"""{ "$schema": "{{Documents.Schema}}", "resources": [ { "name": "x", "type": "OptosAdvance.Dicom/RemoteAE", "properties": { "name": "X", "aeTitle": "X", "description": {{json}} } } ] }""";
            var value = ConfigurationDocument.Evaluate(new DocumentSource { Text = document }, new EvaluationInputs()).Resources[0].Change.RemoteAEs[0].Properties!.Get(remote => remote.Description);
            // Half a surrogate pair cannot travel in UTF-8.
            return value == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        },
        iter: 2000);

    private static readonly string[] Samples =
    [
        $$"""
        $schema: {{Documents.Schema}}
        parameters:
          site: { type: string, defaultValue: "[concat('a', 'b')]" }
          ports: { type: array, defaultValue: [1, 2, 3] }
        variables: { x: "[createObject('a', parameters('ports'))]" }
        resources:
        - name: local
          type: OptosAdvance.Dicom/LocalAE
          properties: { aeTitle: "[toUpper(parameters('site'))]", port: "[add(variables('x').a[1], 100)]" }
        - name: cams
          type: OptosAdvance.Dicom/RemoteAE
          copy: { name: c, count: 3 }
          dependsOn: ["[resourceId('OptosAdvance.Dicom/LocalAE', 'local')]"]
          properties: { name: "[format('CAM{0}', copyIndex())]", aeTitle: CAM, _exist: true }
        - name: group
          type: Microsoft.DSC/Group
          properties: { resources: [ { name: i, type: Microsoft.DSC/Include, properties: { configurationFile: a.yaml } } ] }
        """,
        $$"""
        { "$schema": "{{Documents.Schema}}", "resources": [
          { "name": "r", "type": "OptosAdvance.Dicom/Repository", "condition": "[equals(1, 1)]",
            "properties": { "criticalWatermark": "5%", "protectedStudies": 1 } } ] }
        """,
        $"$schema: {Documents.Schema}\nmetadata: &a [1, {{ b: 2 }}]\nvariables: {{ v: *a, w: \"[if(true, json('[1]'), range(0, 5))]\" }}\nresources: []\n",
    ];

    private static string Damage(Random random, string text)
    {
        const string marks = "[]{}()'\",:-&*!|>%@`\n\t \0\u00e9\ud83d\ude00?#.0123456789abnulltrue";
        var result = new StringBuilder(text);
        for (var n = random.Next(1, 6); n > 0 && result.Length > 0; n--)
        {
            var at = random.Next(result.Length);
            var length = Math.Min(random.Next(1, 30), result.Length - at);
            switch (random.Next(5))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, result.ToString(at, length));
                    break;
                case 2:
                    result.Insert(random.Next(result.Length), result.ToString(at, length));
                    break;
                default:
                    result[at] = marks[random.Next(marks.Length)];
                    break;
            }
        }

        return result.ToString();
    }

    private static string Refuse(string text)
    {
        var watch = Stopwatch.StartNew();
        var e = Assert.Throws<DocumentException>(() => ConfigurationDocument.Evaluate(new DocumentSource { Text = text }, new EvaluationInputs()));
        Assert.True(watch.Elapsed < Bound, $"{watch.Elapsed}");
        return e.Message;
    }
}
