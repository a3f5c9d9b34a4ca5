namespace OptosAdvance.Dicom.Host;

/// <summary>Which sizes spare files have: enough of them to waste little, few enough that one suits many instances.</summary>
internal static class SpareSize
{
    /// <summary>An instance of more bytes gains little: the device is busy with its data anyway.</summary>
    public const long LargestInstance = 4L << 20;

    private const long SmallStep = 32L << 10;
    private const long LargeStep = 128L << 10;
    private const long LargeFrom = 1L << 20;

    /// <summary>Length of the spare file that an instance of so many bytes wants.</summary>
    public static long For(long instanceLength)
    {
        var length = instanceLength + SpareMark.Reserved;
        var step = length > LargeFrom ? LargeStep : SmallStep;
        return (length + step - 1) / step * step;
    }

    /// <summary>Bytes of an instance that it has room for.</summary>
    public static long RoomOf(long length) => length - SpareMark.Reserved;
}
