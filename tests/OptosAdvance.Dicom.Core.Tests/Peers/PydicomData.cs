namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>The files that come with the package python3-pydicom.</summary>
internal static class PydicomData
{
    private const string Root = "/usr/lib/python3/dist-packages/pydicom/data";

    /// <summary>A file of it, or skips the test.</summary>
    public static string Require(string folder, string name)
    {
        string path = Path.Combine(Root, folder, name);
        if (!File.Exists(path))
        {
            Assert.Skip("pydicom's test files are not installed (python3-pydicom).");
        }
        return path;
    }

    /// <summary>All data sets below a folder of it, or skips the test.</summary>
    public static string[] RequireAll(string folder)
    {
        string path = Path.Combine(Root, folder);
        if (!Directory.Exists(path))
        {
            Assert.Skip("pydicom's test files are not installed (python3-pydicom).");
        }
        return [.. Directory.EnumerateFiles(path, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
