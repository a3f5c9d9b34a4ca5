namespace OptosAdvance.Dicom.Contracts;

/// <summary>When the service of the host starts.</summary>
public enum HostStartup
{
    /// <summary>With the machine.</summary>
    Automatic,

    /// <summary>When it is asked to.</summary>
    Manual,

    /// <summary>Never.</summary>
    Disabled,
}
