using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Makes a <see cref="DateRange"/> of what a console hands over: text, a date, or the number that a bare 20200101 is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DateRangeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        try
        {
            return value switch
            {
                DateRange range => range,
                DateTime day => DateRange.OfDay(day),
                DateTimeOffset day => DateRange.OfDay(day.LocalDateTime),
                _ => DateRange.Parse(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
            };
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }
}
