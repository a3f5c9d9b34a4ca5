namespace OptosAdvance.Dicom.Host;

/// <summary>What is known of an instance's file.</summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="HeaderLength">Bytes before the data set (preamble and file meta information).</param>
/// <param name="Checksum">XXH3 (64 bit) of the data set as it was received.</param>
internal readonly record struct StoredFile(long Length, int HeaderLength, ulong Checksum)
{
    /// <summary>Whether two files hold the same data set; their headers may differ (source AE title).</summary>
    public bool HasSameDataSet(StoredFile other) =>
        Checksum == other.Checksum && Length - HeaderLength == other.Length - other.HeaderLength;
}
