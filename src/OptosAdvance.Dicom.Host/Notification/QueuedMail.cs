namespace OptosAdvance.Dicom.Host;

/// <summary>A message that waits.</summary>
/// <param name="Id">Names its file and, whatever happens, the one message: a server or a person can tell a second copy by it.</param>
/// <param name="Time">When it was handed over.</param>
/// <param name="Notification">What it says; sender and recipient are those of the settings at the time of sending.</param>
internal sealed record QueuedMail(string Id, DateTimeOffset Time, Notification Notification);
