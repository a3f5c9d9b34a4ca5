using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OptosAdvance.Dicom.HelpGenerator;

/// <summary>The documentation comments of an assembly.</summary>
internal sealed partial class CodeDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    public CodeDocumentation(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        _members = XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
    }

    public XElement? Of(Type type) => _members.GetValueOrDefault("T:" + Name(type));

    public XElement? Of(PropertyInfo property) => _members.GetValueOrDefault($"P:{Name(property.DeclaringType!)}.{property.Name}");

    /// <summary>Paragraphs of an element as plain text.</summary>
    public static string Text(XElement? element) => element is null
        ? ""
        : Blanks().Replace(string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Attribute("langword")?.Value ?? "",
            XElement { Name.LocalName: "paramref" or "typeparamref" } reference => reference.Attribute("name")!.Value,
            XElement inner => Text(inner),
            _ => "",
        })), " ").Trim();

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
