namespace OptosAdvance.Dicom.Console;

/// <summary>Finds the folder of the product's PowerShell module.</summary>
internal static class ModuleLocator
{
    public const string ModuleName = "OptosAdvance.Dicom";

    /// <summary>
    /// The module's folder: the one given, or <c>module/OptosAdvance.Dicom</c> or <c>OptosAdvance.Dicom</c> beside the program, or
    /// <c>artifacts/module/OptosAdvance.Dicom</c> of the checkout that the program was built in; null when there is none.
    /// </summary>
    /// <exception cref="CommandLineException">The folder that was given holds no module.</exception>
    public static string? Find(string? given, string programDirectory)
    {
        if (given is not null)
        {
            var path = Path.GetFullPath(given);
            if (path.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase))
            {
                path = Path.GetDirectoryName(path)!;
            }

            if (HoldsModule(path))
            {
                return path;
            }

            var inside = Path.Combine(path, ModuleName);
            return HoldsModule(inside)
                ? inside
                : throw new CommandLineException($"There is no module manifest {ModuleName}.psd1 in '{path}'.");
        }

        for (var directory = new DirectoryInfo(programDirectory); directory is not null; directory = directory.Parent)
        {
            foreach (var relative in new[] { $"module/{ModuleName}", ModuleName, $"artifacts/module/{ModuleName}" })
            {
                var candidate = Path.Combine(directory.FullName, relative);
                // A checkout's own module/ holds the manifest but not the built cmdlets.
                if (HoldsModule(candidate) && Directory.Exists(Path.Combine(candidate, "bin")))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static bool HoldsModule(string directory) => File.Exists(Path.Combine(directory, ModuleName + ".psd1"));
}
