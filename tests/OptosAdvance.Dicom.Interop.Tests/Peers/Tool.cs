namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Programs of other people that a test needs.</summary>
internal static class Tool
{
    /// <summary>Full path of a program, or the running test is skipped with the name of the package that brings it.</summary>
    public static string Require(string name, string package)
    {
        var path = Find(name);
        if (path is null) Assert.Skip($"{name} is not installed: install the package {package}.");
        return path!;
    }

    public static string? Find(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];
        return folders.Where(f => f.Length > 0).Select(f => Path.Combine(f, name + extension)).FirstOrDefault(File.Exists);
    }
}
