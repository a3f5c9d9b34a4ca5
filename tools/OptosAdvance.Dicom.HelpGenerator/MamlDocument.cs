using System.Management.Automation;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace OptosAdvance.Dicom.HelpGenerator;

/// <summary>Help in the form that Get-Help reads.</summary>
internal static class MamlDocument
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Create(IEnumerable<CmdletDescription> cmdlets)
    {
        var document = new XElement(Help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Describe));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            document.Save(writer);
        }

        return $"""<?xml version="1.0" encoding="utf-8"?>{"\n"}{text}{"\n"}""";
    }

    private static XElement Describe(CmdletDescription cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Attribute.VerbName),
            new XElement(Command + "noun", cmdlet.Attribute.NounName),
            Paragraph("description", cmdlet.Synopsis)),
        Paragraph("description", cmdlet.Description),
        new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => Syntax(cmdlet, set))),
        new XElement(Command + "parameters", cmdlet.Parameters.Select(parameter => Describe(parameter, parameter.Sets[0]))),
        new XElement(Command + "inputTypes", Inputs(cmdlet).Select(name => new XElement(Command + "inputType", TypeOf(name)))),
        new XElement(Command + "returnValues", cmdlet.Outputs.Select(type => new XElement(Command + "returnValue", TypeOf(type.FullName!)))),
        new XElement(Command + "examples", cmdlet.Examples.Select((example, index) => new XElement(
            Command + "example",
            new XElement(Maml + "title", $"Example {index + 1}"),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", new XElement(Maml + "para", example.Remarks))))),
        new XElement(Command + "relatedLinks", new XElement(
            Maml + "navigationLink", new XElement(Maml + "linkText", "about_OptosAdvance.Dicom"), new XElement(Maml + "uri"))));

    private static XElement Syntax(CmdletDescription cmdlet, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.Parameters
            .Select(parameter => (Parameter: parameter, Use: parameter.Sets.FirstOrDefault(use => use.ParameterSetName == set || use.ParameterSetName == ParameterAttribute.AllParameterSets)))
            .Where(pair => pair.Use is not null)
            .OrderBy(pair => pair.Use!.Position < 0 ? int.MaxValue : pair.Use.Position)
            .ThenByDescending(pair => pair.Use!.Mandatory)
            .Select(pair => Describe(pair.Parameter, pair.Use!)));

    private static XElement Describe(ParameterDescription parameter, ParameterAttribute use) => new(
        Command + "parameter",
        new XAttribute("required", Text(use.Mandatory)),
        new XAttribute("variableLength", Text(parameter.Type.IsArray)),
        new XAttribute("globbing", Text(parameter.Wildcards)),
        new XAttribute("pipelineInput", Pipeline(use)),
        new XAttribute("position", use.Position < 0 ? "named" : use.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        Paragraph("description", parameter.Text),
        parameter.Type == typeof(SwitchParameter)
            ? null
            : new XElement(
                Command + "parameterValue",
                new XAttribute("required", "true"),
                new XAttribute("variableLength", Text(parameter.Type.IsArray)),
                parameter.Type.Name),
        TypeOf(parameter.Type.FullName!),
        new XElement(Dev + "defaultValue", parameter.Default.Length == 0 ? "None" : parameter.Default));

    private static List<string> Inputs(CmdletDescription cmdlet)
    {
        var inputs = cmdlet.Parameters.Where(parameter => parameter.Sets.Any(use => use.ValueFromPipeline)).Select(parameter => parameter.Type.FullName!).ToList();
        return inputs.Count > 0 ? inputs : ["None"];
    }

    private static XElement TypeOf(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Paragraph(string name, string text) => new(Maml + name, new XElement(Maml + "para", text));

    private static string Pipeline(ParameterAttribute use) => (use.ValueFromPipeline, use.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static string Text(bool value) => value ? "true" : "false";
}
