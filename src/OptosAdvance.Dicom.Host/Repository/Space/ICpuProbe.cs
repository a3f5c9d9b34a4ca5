namespace OptosAdvance.Dicom.Host;

/// <summary>Reads the processor time of the whole machine.</summary>
internal interface ICpuProbe
{
    /// <summary>Now; null when the machine does not tell.</summary>
    CpuTimes? Read();
}
