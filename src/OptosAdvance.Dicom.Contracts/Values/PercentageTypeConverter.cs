using System.ComponentModel;
using System.Globalization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Makes a <see cref="Percentage"/> of text and of numbers.</summary>
public sealed class PercentageTypeConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || NumericTypes.Contains(sourceType) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value switch
    {
        string text => Percentage.Parse(text),
        not null when NumericTypes.Contains(value.GetType()) => Percentage.FromNumber(NumericTypes.ToDecimal(value)),
        _ => base.ConvertFrom(context, culture, value!),
    };
}
