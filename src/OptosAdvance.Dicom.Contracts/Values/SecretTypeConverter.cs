using System.ComponentModel;
using System.Globalization;
using System.Security;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Makes a <see cref="Secret"/> of text and of <see cref="SecureString"/>.</summary>
public sealed class SecretTypeConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || sourceType == typeof(SecureString) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value switch
    {
        string text => Secret.Parse(text),
        SecureString text => Secret.FromSecureString(text),
        _ => base.ConvertFrom(context, culture, value),
    };
}
