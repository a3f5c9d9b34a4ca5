using System.Globalization;
using System.Management.Automation;
using System.Security;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// Makes a value of the contract of what a console hands over: <c>5%</c> comes as text, <c>20GB</c> as a number. (The engine does not find
/// the type converters of types in a load context of their own.)
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ContractValueAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null || type.IsInstanceOfType(value))
        {
            return value!;
        }

        try
        {
            return value switch
            {
                SecureString text when type == typeof(Secret) => Secret.FromSecureString(text),
                _ when type == typeof(Secret) => Secret.Parse(Text(value)),
                _ when type == typeof(Percentage) => Percentage.Parse(Text(value)),
                _ => DiskWatermark.Parse(Text(value)),
            };
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
