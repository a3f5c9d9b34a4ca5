using System.Text;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>How a run of a <see cref="PeerTool"/> ended.</summary>
internal sealed record PeerResult(int ExitCode, byte[] Output, string Errors)
{
    /// <summary>Everything it said.</summary>
    public string Text => Encoding.UTF8.GetString(Output) + Errors;
}
