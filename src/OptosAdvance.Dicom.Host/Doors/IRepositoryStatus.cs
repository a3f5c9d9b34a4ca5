using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for how the repository is.</summary>
internal interface IRepositoryStatus
{
    /// <summary>State of the storage service.</summary>
    ServiceState State { get; }

    /// <summary>Why the service is suspended; null when it is not.</summary>
    string? StateReason { get; }

    /// <summary>Since when the state is what it is.</summary>
    DateTimeOffset StateSince { get; }

    /// <summary>The volume, measured now.</summary>
    RepositoryVolume MeasureVolume();
}
