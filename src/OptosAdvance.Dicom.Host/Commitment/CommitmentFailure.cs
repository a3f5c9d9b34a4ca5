using System.Globalization;

namespace OptosAdvance.Dicom.Host;

/// <summary>Failure Reasons (0008,1197) of storage commitment (PS3.3 C.14.1.1).</summary>
internal static class CommitmentFailure
{
    public const ushort ProcessingFailure = 0x0110;
    public const ushort NoSuchObjectInstance = 0x0112;
    public const ushort ResourceLimitation = 0x0213;
    public const ushort SopClassNotSupported = 0x0122;
    public const ushort ClassInstanceConflict = 0x0119;
    public const ushort DuplicateTransactionUid = 0x0131;

    /// <summary>Whether the archive may well say something else when it is asked again later.</summary>
    public static bool IsPassing(ushort? reason) => reason is ProcessingFailure or ResourceLimitation or DuplicateTransactionUid;

    /// <summary>The reason as a person reads it.</summary>
    public static string Describe(ushort? reason) => reason switch
    {
        null => "no reason was given",
        ProcessingFailure => "the archive failed to process it (0110H)",
        NoSuchObjectInstance => "the archive does not have it (0112H)",
        ResourceLimitation => "the archive has no resources for it now (0213H)",
        SopClassNotSupported => "the archive does not support its SOP class (0122H)",
        ClassInstanceConflict => "the archive has it under another SOP class (0119H)",
        DuplicateTransactionUid => "the archive holds the transaction UID to be in use (0131H)",
        { } other => string.Create(CultureInfo.InvariantCulture, $"reason {other:X4}H"),
    };
}
