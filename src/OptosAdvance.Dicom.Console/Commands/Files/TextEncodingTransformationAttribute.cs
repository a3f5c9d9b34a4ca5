using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Takes the encoding names that the content commands know.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextEncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Default { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return input switch
        {
            Encoding encoding => encoding,
            int codePage => Encoding.GetEncoding(codePage),
            string name => Parse(name),
            _ => throw new ArgumentTransformationMetadataException($"'{input}' is not the name of an encoding."),
        };
    }

    private static Encoding Parse(string name) => name.ToLowerInvariant() switch
    {
        "utf8" or "utf8nobom" => Default,
        "utf8bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        "ascii" => Encoding.ASCII,
        "unicode" or "utf16" => Encoding.Unicode,
        "bigendianunicode" or "bigendianutf16" => Encoding.BigEndianUnicode,
        "utf32" => Encoding.UTF32,
        "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        "default" or "ansi" or "oem" => ByCulture(name),
        _ => ByName(name),
    };

    private static Encoding ByCulture(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = CultureInfo.CurrentCulture.TextInfo;
        return Encoding.GetEncoding(name.Equals("oem", StringComparison.OrdinalIgnoreCase) ? text.OEMCodePage : text.ANSICodePage);
    }

    private static Encoding ByName(string name)
    {
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new ArgumentTransformationMetadataException($"'{name}' is not the name of an encoding.");
        }
    }
}
