using System.Reflection;

namespace OptosAdvance.Dicom.Host;

/// <summary>The version of the product, without build metadata.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
