using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for what listens.</summary>
internal interface IListeners
{
    /// <summary>Every listener that accepts now.</summary>
    IReadOnlyList<ListenerStatus> GetStatus();
}
