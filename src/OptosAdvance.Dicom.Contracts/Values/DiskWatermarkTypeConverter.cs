using System.ComponentModel;
using System.Globalization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Makes a <see cref="DiskWatermark"/> of text, and of the number that PowerShell makes of <c>20GB</c>.</summary>
public sealed class DiskWatermarkTypeConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || NumericTypes.Contains(sourceType) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value switch
    {
        string text => DiskWatermark.Parse(text),
        not null when NumericTypes.Contains(value.GetType()) => DiskWatermark.FromNumber(NumericTypes.ToDecimal(value)),
        _ => base.ConvertFrom(context, culture, value!),
    };
}
