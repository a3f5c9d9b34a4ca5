using System.Reflection;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Copies settings records whose type is known at run time only.</summary>
internal static class SettingsRecord
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>A copy with some properties replaced, as <c>with</c> makes one. Settings records are immutable, so a shallow copy is a whole one.</summary>
    public static object CopyWith(object settings, IEnumerable<KeyValuePair<PropertyInfo, object?>> values)
    {
        var copy = Clone.Invoke(settings, null)!;
        foreach (var pair in values)
        {
            pair.Key.SetValue(copy, pair.Value);
        }

        return copy;
    }
}
