using System.Collections;
using System.Globalization;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Compares settings with values as a DSC class has them; the class finds the type by its name.</summary>
public static class SettingsDifference
{
    /// <summary>The properties that are given and differ by meaning. A secret that is set cannot be compared, and counts as the same.</summary>
    /// <param name="actual">Settings as a cmdlet gives them.</param>
    /// <param name="wanted">Values by the name of the property: texts, numbers, lists of names.</param>
    /// <exception cref="PSArgumentException">There is no such property, or a value cannot be one of it.</exception>
    public static IReadOnlyList<PropertyChange> Of(object actual, IDictionary wanted)
    {
        var settings = actual is PSObject wrapped ? wrapped.BaseObject : actual;
        var changes = new List<PropertyChange>();
        foreach (DictionaryEntry pair in wanted)
        {
            var name = Convert.ToString(pair.Key, CultureInfo.InvariantCulture);
            var setting = SettingsMetadata.Of(settings.GetType()).FirstOrDefault(each => string.Equals(each.Name, name, StringComparison.OrdinalIgnoreCase)) ??
                throw new PSArgumentException($"'{name}' is not a property of {settings.GetType().Name}.");
            var before = setting.Property.GetValue(settings);
            var after = Value(setting, pair.Value is PSObject value ? value.BaseObject : pair.Value);
            if (setting.IsSecret ? before is null && after is not null : !SettingsComparer.MeanTheSame(setting, before, after))
            {
                changes.Add(new PropertyChange(settings.GetType().Name, setting.Name, setting.Display(before), setting.Display(after)));
            }
        }

        return changes;
    }

    private static object? Value(SettingMetadata setting, object? value)
    {
        if (value is null || (value is "" && setting.IsOptional))
        {
            return null;
        }

        try
        {
            var type = setting.ValueType;
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            return setting.IsSecret ? Secret.Hidden
                : type == typeof(AETitle) ? AETitle.Parse(text)
                : type == typeof(DiskWatermark) ? DiskWatermark.Parse(text)
                : type == typeof(Percentage) ? Percentage.Parse(text)
                : LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or PSInvalidCastException)
        {
            throw new PSArgumentException($"{setting.Name}: {e.Message}", e);
        }
    }
}
