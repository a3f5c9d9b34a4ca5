using System.Reflection;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>What is known of one setting: enough for help, schemas, and documentation tables.</summary>
public sealed record SettingMetadata
{
    /// <summary>Property name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name in YAML and JSON.</summary>
    public string JsonName { get; init; } = "";

    /// <summary>One sentence for an administrator.</summary>
    public string Description { get; init; } = "";

    /// <summary>Type of the value, <see cref="Nullable{T}"/> taken off.</summary>
    public Type ValueType { get; init; } = typeof(string);

    /// <summary>Name of the type for people: <c>AETitle</c>, <c>Int32</c>, <c>Boolean</c>, <c>DiskWatermark</c>.</summary>
    public string TypeName => ValueType.Name;

    /// <summary>Whether the setting may be left empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Smallest valid number, where there is one.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest valid number, where there is one.</summary>
    public double? Maximum { get; init; }

    /// <summary>Unit of a number.</summary>
    public string? Unit { get; init; }

    /// <summary>A value that is valid, as it is typed.</summary>
    public string? Example { get; init; }

    /// <summary>Canonical text of the default; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Names to choose from, for an enumeration.</summary>
    public EquatableList<string> AllowedValues { get; init; } = EquatableList<string>.Empty;

    /// <summary>The value may be written, and is never read back, exported or logged.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The value is told and cannot be set.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>When two values mean the same.</summary>
    public SettingComparison Comparison { get; init; }

    internal PropertyInfo Property { get; init; } = null!;

    /// <summary>The value as text: canonical, secrets as <c>***</c>; null for none.</summary>
    public string? Display(object? value) => value switch
    {
        null or "" => null,
        _ when IsSecret => Secret.Mask,
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <inheritdoc/>
    public bool Equals(SettingMetadata? other) => other is not null && Property.Equals(other.Property);

    /// <inheritdoc/>
    public override int GetHashCode() => Property.GetHashCode();
}
