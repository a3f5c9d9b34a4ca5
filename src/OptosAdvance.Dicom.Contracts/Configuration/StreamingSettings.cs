namespace OptosAdvance.Dicom.Contracts;

/// <summary>The streaming service: an AE of its own that retrieves straight into memory.</summary>
public sealed record StreamingSettings
{
    /// <summary>Whether the service runs; when not, its port is closed.</summary>
    [Setting("Whether the streaming service runs.", Example = "$true")]
    public bool Enabled { get; init; }

    /// <summary>AE title of the streaming service.</summary>
    [Setting("AE title of the streaming service.", Example = "OPTOSSTREAM")]
    public AETitle AETitle { get; init; } = AETitle.Parse("OPTOSSTREAM");

    /// <summary>TCP port.</summary>
    [Setting("TCP port of the streaming service.", Minimum = 1, Maximum = 65535, Example = "11113")]
    public int Port { get; init; } = 11113;

    /// <summary>Associations that the service accepts at the same time.</summary>
    [Setting("Maximum number of associations that the streaming service accepts concurrently.", Minimum = 1, Maximum = 1000, Example = "20")]
    public int MaximumInboundAssociations { get; init; } = 20;

    /// <summary>Associations that the service opens at the same time.</summary>
    [Setting("Maximum number of associations that the streaming service opens concurrently.", Minimum = 1, Maximum = 1000, Example = "10")]
    public int MaximumOutboundAssociations { get; init; } = 10;
}
