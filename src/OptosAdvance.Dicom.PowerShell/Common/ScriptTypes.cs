using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Types that scripts may name; the module's loader gives them their names.</summary>
public static class ScriptTypes
{
    /// <summary>Values, enumerations and settings of the contract.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(ApplianceConfiguration).Assembly.GetExportedTypes()
            .Where(type => type is { IsGenericTypeDefinition: false, IsInterface: false, IsNested: false } && !typeof(Attribute).IsAssignableFrom(type)),
        typeof(DateRange),
        typeof(SettingsDifference),
    ];
}
