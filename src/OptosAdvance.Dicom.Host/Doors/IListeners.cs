using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for what listens.</summary>
internal interface IListeners
{
    /// <summary>Every listener that accepts now.</summary>
    IReadOnlyList<ListenerStatus> GetStatus();

    /// <summary>Why an endpoint that is configured is not listened at; null when it is.</summary>
    string? Problem { get; }
}
