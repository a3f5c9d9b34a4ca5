using System.Globalization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>What the metadata of each setting says: ranges, enumerations, what must not be empty.</summary>
internal static class RangeRules
{
    public static IEnumerable<ConfigurationError> Check(string target, object settings)
    {
        foreach (var setting in SettingsMetadata.Of(settings.GetType()))
        {
            var value = setting.Property.GetValue(settings);
            if (value is null or "")
            {
                if (!setting.IsOptional && !(settings is RemoteAE && setting.Name == nameof(RemoteAE.Name)))
                {
                    yield return new ConfigurationError(target, setting.Name, null, $"{setting.Name} must not be empty.", $"Give one, such as {setting.Example}.");
                }
            }
            else if (value is IConvertible number && NumericTypes.Contains(value.GetType()))
            {
                var amount = number.ToDouble(CultureInfo.InvariantCulture);
                if (amount < setting.Minimum || amount > setting.Maximum)
                {
                    yield return new ConfigurationError(target, setting.Name, setting.Display(value), OutOfRange(setting, value), "Give a number in this range.");
                }
            }
            else if (value is Enum choice && !IsDefined(choice))
            {
                yield return new ConfigurationError(
                    target, setting.Name, setting.Display(value), $"{setting.Name} cannot be {value}.", $"Choose of {string.Join(", ", setting.AllowedValues)}.");
            }
        }
    }

    private static string OutOfRange(SettingMetadata setting, object value)
    {
        var unit = setting.Unit is null ? "" : " " + setting.Unit;
        return string.Format(
            CultureInfo.InvariantCulture, "{0} is {1}; it must be {2:0} to {3:0}{4}.", setting.Name, value, setting.Minimum, setting.Maximum, unit);
    }

    private static bool IsDefined(Enum value)
    {
        var type = value.GetType();
        if (!type.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            return Enum.IsDefined(type, value);
        }

        var all = Enum.GetValues(type).Cast<object>().Aggregate(0L, (bits, each) => bits | Convert.ToInt64(each, CultureInfo.InvariantCulture));
        return (Convert.ToInt64(value, CultureInfo.InvariantCulture) & ~all) == 0;
    }
}
