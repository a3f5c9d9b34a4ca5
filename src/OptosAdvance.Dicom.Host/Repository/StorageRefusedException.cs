namespace OptosAdvance.Dicom.Host;

/// <summary>The repository cannot take an instance. Nothing of it is left.</summary>
internal sealed class StorageRefusedException(string message, bool isOutOfResources, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>For want of space, or while suspended (A700H); else for a reason that concerns this instance alone (0110H).</summary>
    public bool IsOutOfResources { get; } = isOutOfResources;

    /// <summary>The service takes nothing now.</summary>
    public static StorageRefusedException Suspended(RepositoryState state) =>
        new(state.Reason ?? "The storage service is not running.", isOutOfResources: true);
}
