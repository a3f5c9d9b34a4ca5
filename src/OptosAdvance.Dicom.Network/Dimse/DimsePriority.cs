namespace OptosAdvance.Dicom.Network;

/// <summary>Priority (0000,0700).</summary>
public enum DimsePriority
{
    /// <summary>Medium, 0000H.</summary>
    Medium = 0,

    /// <summary>High, 0001H.</summary>
    High = 1,

    /// <summary>Low, 0002H.</summary>
    Low = 2,
}
