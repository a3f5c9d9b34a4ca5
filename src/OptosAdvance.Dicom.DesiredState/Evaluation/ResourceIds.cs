namespace OptosAdvance.Dicom.DesiredState;

/// <summary>How resources are referred to: <c>Type:name</c>, the name escaped as in a URI.</summary>
internal static class ResourceIds
{
    public static string Of(string type, string name) => $"{type}:{Uri.EscapeDataString(name)}";
}
