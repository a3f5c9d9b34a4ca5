namespace OptosAdvance.Dicom.Network;

/// <summary>How many operations may be outstanding (PS3.7 D.3.3.3), as seen by the association's requestor. 0 means without limit.</summary>
/// <param name="Invoked">Operations that the requestor may have outstanding.</param>
/// <param name="Performed">Operations that the requestor will perform at once.</param>
public sealed record AsynchronousOperationsWindow(ushort Invoked, ushort Performed)
{
    /// <summary>What applies when nothing is negotiated: one at a time each way.</summary>
    public static AsynchronousOperationsWindow Synchronous { get; } = new(1, 1);
}
