namespace OptosAdvance.Dicom.Contracts;

/// <summary>The host as a registered service.</summary>
/// <param name="DataDirectory">Data directory that it is started with; absolute.</param>
/// <param name="Startup">When it starts.</param>
internal sealed record HostServiceRegistration(string DataDirectory, HostStartup Startup)
{
    /// <summary>The data directory that a command line gives; the default of the platform when it gives none.</summary>
    public static string DataDirectoryOf(string command)
    {
        const string Option = "--data";
        var index = command.IndexOf(Option, StringComparison.Ordinal);
        if (index < 0)
        {
            return Contracts.DataDirectory.Resolve();
        }

        var value = command.Substring(index + Option.Length).TrimStart(' ', '=');
        var end = value.StartsWith("\"", StringComparison.Ordinal) ? value.IndexOf('"', 1) : value.IndexOfAny([' ', '\r', '\n']);
        return Contracts.DataDirectory.Resolve((end < 0 ? value : value.Substring(0, end)).Trim('"', ' '));
    }
}
