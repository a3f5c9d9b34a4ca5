using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState.Tests;

/// <summary>Documents for tests.</summary>
internal static class Documents
{
    public const string Schema = "https://aka.ms/dsc/schemas/v3/bundled/config/document.json";

    public static EvaluatedDocument Evaluate(string body, EvaluationInputs? inputs = null, params ParameterValue[] parameters) =>
        ConfigurationDocument.Evaluate(Source(body, parameters), inputs ?? new EvaluationInputs());

    public static DocumentSource Source(string body, params ParameterValue[] parameters) =>
        new() { Path = "/site/site.dsc.yaml", Text = $"$schema: {Schema}\n{body}", Parameters = parameters };

    /// <summary>Errors as <c>line: message</c>, in order.</summary>
    public static string[] Errors(string body, EvaluationInputs? inputs = null, params ParameterValue[] parameters)
    {
        var e = Assert.Throws<DocumentException>(() => Evaluate(body, inputs, parameters));
        return [.. e.Errors.Select(error => $"{error.Line},{error.Column}: {error.Message}")];
    }

    /// <summary>The value that an expression has, through the description of a remote AE; not a text becomes one by string().</summary>
    public static string? Value(string expression, string extra = "", EvaluationInputs? inputs = null)
    {
        var yaml = $$"""
            {{extra}}
            resources:
            - name: it
              type: OptosAdvance.Dicom/RemoteAE
              properties:
                name: IT
                aeTitle: IT
                description: "{{expression.Replace("\"", "\\\"", StringComparison.Ordinal)}}"
            """;
        return Evaluate(yaml, inputs).Resources[0].Change.RemoteAEs[0].Properties!.Get(remote => remote.Description);
    }

    /// <summary>What an expression is refused with.</summary>
    public static string Refusal(string expression, string extra = "") =>
        Assert.Throws<DocumentException>(() => Value(expression, extra)).Errors.Single().Message;
}
