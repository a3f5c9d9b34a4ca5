using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.HelpGenerator;

/// <summary>One parameter as help shows it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type of its value, without nullability.</param>
/// <param name="Text">What it is for.</param>
/// <param name="Default">Default value as text.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Wildcards">Whether wildcards are understood.</param>
/// <param name="Sets">How it is used in each parameter set.</param>
internal sealed record ParameterDescription(
    string Name, Type Type, string Text, string Default, IReadOnlyList<string> Aliases, bool Wildcards, IReadOnlyList<ParameterAttribute> Sets)
{
    public static ParameterDescription Create(PropertyInfo property, CodeDocumentation code)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var summary = code.Of(property)?.Element("summary");
        var setting = Setting(summary);
        return new ParameterDescription(
            property.Name,
            type,
            setting is null ? WithValues(CodeDocumentation.Text(summary), type) : Describe(setting),
            type == typeof(SwitchParameter) ? "False" : "",
            property.GetCustomAttribute<AliasAttribute>()?.AliasNames.ToList() ?? [],
            property.GetCustomAttribute<SupportsWildcardsAttribute>() is not null,
            [.. property.GetCustomAttributes<ParameterAttribute>()]);
    }

    public static IReadOnlyList<ParameterDescription> OfShouldProcess { get; } =
    [
        new("WhatIf", typeof(SwitchParameter), "Shows what would happen. Nothing is changed.", "False", ["wi"], false, [new ParameterAttribute()]),
        new("Confirm", typeof(SwitchParameter), "Asks before anything is changed.", "False", ["cf"], false, [new ParameterAttribute()]),
    ];

    // A summary that only refers to a setting: what the setting's metadata says is the one text there is.
    private static SettingMetadata? Setting(XElement? summary)
    {
        if (summary?.Element("see")?.Attribute("cref")?.Value is not { } reference || !reference.StartsWith("P:OptosAdvance.Dicom.Contracts.", StringComparison.Ordinal))
        {
            return null;
        }

        var (type, name) = (reference[2..reference.LastIndexOf('.')], reference[(reference.LastIndexOf('.') + 1)..]);
        return SettingsMetadata.Of(typeof(ApplianceConfiguration).Assembly.GetType(type, throwOnError: true)!).Single(each => each.Name == name);
    }

    private static string Describe(SettingMetadata setting)
    {
        var text = setting.Description;
        if (setting.Minimum is { } minimum && setting.Maximum is { } maximum)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" From {minimum} to {maximum}{(setting.Unit is null ? "" : " " + setting.Unit)}.");
        }

        text = WithValues(text, setting.ValueType);
        return setting.Default is null ? text : $"{text} A new appliance has {setting.Default}.";
    }

    private static string WithValues(string text, Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return element.IsEnum && !Enum.GetNames(element).All(text.Contains)
            ? $"{text} Values: {string.Join(", ", Enum.GetNames(element))}."
            : text;
    }
}
