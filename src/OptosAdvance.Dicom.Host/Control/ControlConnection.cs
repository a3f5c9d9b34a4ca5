namespace OptosAdvance.Dicom.Host;

/// <summary>A caller that has connected.</summary>
/// <param name="Stream">What it says and hears.</param>
/// <param name="UserName">Who it is, as the operating system says; on Windows not known before it has said something.</param>
/// <param name="IsAllowed">Whether it may control the host.</param>
internal sealed record ControlConnection(Stream Stream, Func<string> UserName, bool IsAllowed);
