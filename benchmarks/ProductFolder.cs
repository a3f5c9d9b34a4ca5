namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The folder of the product's sources.</summary>
internal static class ProductFolder
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OptosAdvance.Dicom.sln")))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException("The benchmark is run from its sources.");
    }
}
