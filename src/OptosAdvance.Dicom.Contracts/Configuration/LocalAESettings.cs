namespace OptosAdvance.Dicom.Contracts;

/// <summary>The local AE: the Storage Service Class Provider and the endpoint that it listens at.</summary>
public sealed record LocalAESettings
{
    /// <summary>AE title that peers call.</summary>
    [Setting("AE title of the local storage service.", Example = "OPTOSADVANCE")]
    public AETitle AETitle { get; init; } = AETitle.Parse("OPTOSADVANCE");

    /// <summary>IP address that the server listens at; <c>*</c> for every address.</summary>
    [Setting("IP address of the TCP/IP endpoint that the server listens at; * for all.", Example = "127.0.0.1")]
    public string HostName { get; init; } = "127.0.0.1";

    /// <summary>TCP port.</summary>
    [Setting("TCP port that the server listens at.", Minimum = 1, Maximum = 65535, Example = "11112")]
    public int Port { get; init; } = 11112;

    /// <summary>Associations that the server serves at the same time.</summary>
    [Setting("Maximum number of associations that the server executes concurrently.", Minimum = 1, Maximum = 1000, Example = "20")]
    public int MaximumInboundAssociations { get; init; } = 20;

    /// <summary>Associations that the host opens to others at the same time.</summary>
    [Setting("Maximum number of associations that the host opens to remote servers concurrently.", Minimum = 1, Maximum = 1000, Example = "10")]
    public int MaximumOutboundAssociations { get; init; } = 10;

    /// <summary>Who may call.</summary>
    [Setting("Who may call: Any, Known (a configured remote AE title), KnownHost (and its address).", Example = "Known")]
    public CallerPolicy CallerPolicy { get; init; } = CallerPolicy.Known;
}
