namespace OptosAdvance.Dicom.Contracts;

/// <summary>What an instance that was acknowledged survives.</summary>
public enum Durability
{
    /// <summary>Acknowledged after a flush to the device: survives a power cut.</summary>
    PowerLoss,

    /// <summary>Acknowledged after the write: survives a crash of the host, not of the machine.</summary>
    OperatingSystem,
}
