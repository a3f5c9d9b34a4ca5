using System.Management.Automation;
using System.Reflection;
using OptosAdvance.Dicom.PowerShell;

namespace OptosAdvance.Dicom.HelpGenerator;

/// <summary>One cmdlet as help shows it.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="Synopsis">One sentence.</param>
/// <param name="Description">More of it.</param>
/// <param name="Parameters">Its parameters, by name.</param>
/// <param name="Examples">Code and what it does.</param>
/// <param name="Outputs">Types of its output.</param>
internal sealed record CmdletDescription(
    CmdletAttribute Attribute,
    string Synopsis,
    string Description,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<(string Code, string Remarks)> Examples,
    IReadOnlyList<Type> Outputs)
{
    public string Name => $"{Attribute.VerbName}-{Attribute.NounName}";

    /// <summary>Names of the parameter sets; one without name when there is only one.</summary>
    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            var named = Parameters.SelectMany(each => each.Sets).Select(set => set.ParameterSetName)
                .Where(name => name != ParameterAttribute.AllParameterSets).Distinct().ToList();
            return named.Count > 0 ? named : [ParameterAttribute.AllParameterSets];
        }
    }

    public static IReadOnlyList<CmdletDescription> All()
    {
        var assembly = typeof(OptosCmdlet).Assembly;
        var code = new CodeDocumentation(assembly);
        return
        [
            .. assembly.GetExportedTypes()
                .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)
                .Select(type => Create(type, code))
                .OrderBy(each => each.Attribute.NounName, StringComparer.Ordinal).ThenBy(each => each.Attribute.VerbName, StringComparer.Ordinal),
        ];
    }

    private static CmdletDescription Create(Type type, CodeDocumentation code)
    {
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        var comments = code.Of(type);
        var parameters = type.GetProperties()
            .Where(property => property.GetCustomAttributes<ParameterAttribute>().Any())
            .Select(property => ParameterDescription.Create(property, code))
            .Concat(attribute.SupportsShouldProcess ? ParameterDescription.OfShouldProcess : [])
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
        return new CmdletDescription(
            attribute,
            CodeDocumentation.Text(comments?.Element("summary")),
            CodeDocumentation.Text(comments?.Element("remarks")),
            [.. parameters],
            [.. comments?.Elements("example").Select(example => (example.Element("code")?.Value.Trim() ?? "", CodeDocumentation.Text(example.Element("para")))) ?? []],
            [.. type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).Select(output => output.Type)]);
    }
}
