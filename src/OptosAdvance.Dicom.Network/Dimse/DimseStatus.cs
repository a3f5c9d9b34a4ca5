using System.Globalization;

namespace OptosAdvance.Dicom.Network;

/// <summary>Status (0000,0900) of a DIMSE response (PS3.7 Annex C and the service classes of PS3.4).</summary>
/// <param name="Code">The 16-bit code.</param>
public readonly record struct DimseStatus(ushort Code)
{
    /// <summary>0000H.</summary>
    public static DimseStatus Success { get; } = new(0x0000);

    /// <summary>FF00H: a match, or sub-operations go on.</summary>
    public static DimseStatus Pending { get; } = new(0xFF00);

    /// <summary>FF01H: a match, but optional keys are not supported.</summary>
    public static DimseStatus PendingWithWarning { get; } = new(0xFF01);

    /// <summary>FE00H: ended by C-CANCEL.</summary>
    public static DimseStatus Cancel { get; } = new(0xFE00);

    /// <summary>0107H: attribute list error (warning).</summary>
    public static DimseStatus AttributeListError { get; } = new(0x0107);

    /// <summary>0116H: attribute value out of range (warning).</summary>
    public static DimseStatus AttributeValueOutOfRange { get; } = new(0x0116);

    /// <summary>0105H.</summary>
    public static DimseStatus NoSuchAttribute { get; } = new(0x0105);

    /// <summary>0106H.</summary>
    public static DimseStatus InvalidAttributeValue { get; } = new(0x0106);

    /// <summary>0110H.</summary>
    public static DimseStatus ProcessingFailure { get; } = new(0x0110);

    /// <summary>0111H.</summary>
    public static DimseStatus DuplicateSopInstance { get; } = new(0x0111);

    /// <summary>0112H.</summary>
    public static DimseStatus NoSuchSopInstance { get; } = new(0x0112);

    /// <summary>0113H.</summary>
    public static DimseStatus NoSuchEventType { get; } = new(0x0113);

    /// <summary>0115H.</summary>
    public static DimseStatus InvalidArgumentValue { get; } = new(0x0115);

    /// <summary>0117H.</summary>
    public static DimseStatus InvalidSopInstance { get; } = new(0x0117);

    /// <summary>0118H.</summary>
    public static DimseStatus NoSuchSopClass { get; } = new(0x0118);

    /// <summary>0119H.</summary>
    public static DimseStatus ClassInstanceConflict { get; } = new(0x0119);

    /// <summary>0120H.</summary>
    public static DimseStatus MissingAttribute { get; } = new(0x0120);

    /// <summary>0121H.</summary>
    public static DimseStatus MissingAttributeValue { get; } = new(0x0121);

    /// <summary>0122H.</summary>
    public static DimseStatus SopClassNotSupported { get; } = new(0x0122);

    /// <summary>0123H.</summary>
    public static DimseStatus NoSuchActionType { get; } = new(0x0123);

    /// <summary>0124H.</summary>
    public static DimseStatus NotAuthorized { get; } = new(0x0124);

    /// <summary>0210H.</summary>
    public static DimseStatus DuplicateInvocation { get; } = new(0x0210);

    /// <summary>0211H.</summary>
    public static DimseStatus UnrecognizedOperation { get; } = new(0x0211);

    /// <summary>0212H.</summary>
    public static DimseStatus MistypedArgument { get; } = new(0x0212);

    /// <summary>0213H.</summary>
    public static DimseStatus ResourceLimitation { get; } = new(0x0213);

    /// <summary>A700H: refused, out of resources (storage: no space).</summary>
    public static DimseStatus OutOfResources { get; } = new(0xA700);

    /// <summary>A701H: unable to calculate the number of matches (C-MOVE, C-GET).</summary>
    public static DimseStatus UnableToCalculateMatches { get; } = new(0xA701);

    /// <summary>A702H: unable to perform sub-operations (C-MOVE, C-GET).</summary>
    public static DimseStatus UnableToPerformSubOperations { get; } = new(0xA702);

    /// <summary>A801H: move destination unknown (C-MOVE).</summary>
    public static DimseStatus MoveDestinationUnknown { get; } = new(0xA801);

    /// <summary>A900H: data set (identifier) does not match the SOP class.</summary>
    public static DimseStatus DataSetDoesNotMatchSopClass { get; } = new(0xA900);

    /// <summary>B000H: warning: coercion of data elements (storage), or sub-operations with failures (retrieve).</summary>
    public static DimseStatus CoercionOfDataElements { get; } = new(0xB000);

    /// <summary>B006H: warning: elements discarded.</summary>
    public static DimseStatus ElementsDiscarded { get; } = new(0xB006);

    /// <summary>B007H: warning: data set does not match the SOP class.</summary>
    public static DimseStatus DataSetDoesNotMatchSopClassWarning { get; } = new(0xB007);

    /// <summary>C000H: cannot understand.</summary>
    public static DimseStatus CannotUnderstand { get; } = new(0xC000);

    /// <summary>0000H.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>FF00H or FF01H.</summary>
    public bool IsPending => Code is 0xFF00 or 0xFF01;

    /// <summary>FE00H.</summary>
    public bool IsCancel => Code == 0xFE00;

    /// <summary>0001H, Bxxx, 0107H or 0116H: done, but something is to be known about it.</summary>
    public bool IsWarning => Code is 0x0001 or 0x0107 or 0x0116 || Code >> 12 == 0xB;

    /// <summary>Neither success, pending, cancel nor warning.</summary>
    public bool IsFailure => !IsSuccess && !IsPending && !IsCancel && !IsWarning;

    /// <summary>Done, with or without a warning.</summary>
    public bool IsSuccessOrWarning => IsSuccess || IsWarning;

    /// <summary>The meaning in words.</summary>
    public string Text => Code switch
    {
        0x0000 => "success",
        0xFF00 => "pending",
        0xFF01 => "pending, optional keys not supported",
        0xFE00 => "cancelled",
        0x0105 => "no such attribute",
        0x0106 => "invalid attribute value",
        0x0107 => "attribute list error",
        0x0110 => "processing failure",
        0x0111 => "duplicate SOP instance",
        0x0112 => "no such SOP instance",
        0x0113 => "no such event type",
        0x0114 => "no such argument",
        0x0115 => "invalid argument value",
        0x0116 => "attribute value out of range",
        0x0117 => "invalid SOP instance",
        0x0118 => "no such SOP class",
        0x0119 => "class-instance conflict",
        0x0120 => "missing attribute",
        0x0121 => "missing attribute value",
        0x0122 => "SOP class not supported",
        0x0123 => "no such action type",
        0x0124 => "not authorized",
        0x0210 => "duplicate invocation",
        0x0211 => "unrecognized operation",
        0x0212 => "mistyped argument",
        0x0213 => "resource limitation",
        0xA701 => "unable to calculate the number of matches",
        0xA702 => "unable to perform sub-operations",
        0xA801 => "move destination unknown",
        0xB000 => "coercion of data elements, or sub-operations with failures",
        0xB006 => "elements discarded",
        0xB007 => "data set does not match SOP class (warning)",
        _ => (Code >> 12, Code >> 8) switch
        {
            (_, 0xA7) => "out of resources",
            (_, 0xA9) => "data set does not match SOP class",
            (0xB, _) => "warning",
            (0xC, _) => "cannot understand",
            _ => "failure",
        },
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code:X4}H {Text}");
}
