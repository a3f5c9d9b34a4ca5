namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>The DICOM files that come with pydicom, where they are installed.</summary>
internal static class SampleFiles
{
    private static readonly string[] Roots =
        ["/usr/lib/python3/dist-packages/pydicom/data", "/usr/local/lib/python3/dist-packages/pydicom/data"];

    /// <summary>Files that are cut off, or are no DICOM files (no_meta.dcm starts with a stray byte). DCMTK does not read them either.</summary>
    public static readonly HashSet<string> Malformed = ["MR_truncated.dcm", "rtplan_truncated.dcm", "no_meta.dcm", "zipMR.gz", "README"];

    /// <summary>Declared as JPEG but in implicit VR, which has no encapsulated form: it can be read but not written.</summary>
    public const string ImplicitButEncapsulated = "SC_rgb_jpeg.dcm";

    private static string? Root => Environment.GetEnvironmentVariable("PYDICOM_DATA") ?? Roots.FirstOrDefault(Directory.Exists);

    public static IReadOnlyList<string> All()
    {
        var root = Root ?? "";
        if (!Directory.Exists(root)) Assert.Skip("The sample files of pydicom are not on this machine (package python3-pydicom, or PYDICOM_DATA).");
        return
        [
            .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is not (".py" or ".pyc" or ".txt" or ".json" or ".dump" or ".md"))
                .Where(f => Path.GetDirectoryName(f) is { } d && (d.Contains("test_files", StringComparison.Ordinal) || d.Contains("charset_files", StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
    }

    public static IReadOnlyList<string> Readable() => [.. All().Where(f => !Malformed.Contains(Path.GetFileName(f)))];
}
