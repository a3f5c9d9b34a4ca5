using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>The elements of group 0000 of one message (PS3.7 E.1). Null means absent.</summary>
internal sealed class CommandSet
{
    public const ushort NoDataSet = 0x0101;

    public CommandField Field { get; set; }

    public ushort? MessageId { get; set; }

    public ushort? RespondsTo { get; set; }

    public bool HasDataSet { get; set; }

    public DicomUid? AffectedSopClassUid { get; set; }

    public DicomUid? RequestedSopClassUid { get; set; }

    public DicomUid? AffectedSopInstanceUid { get; set; }

    public DicomUid? RequestedSopInstanceUid { get; set; }

    public ushort? Priority { get; set; }

    public ushort? Status { get; set; }

    public string? MoveDestination { get; set; }

    public string? MoveOriginatorAETitle { get; set; }

    public ushort? MoveOriginatorMessageId { get; set; }

    public IReadOnlyList<DicomTag> OffendingElements { get; set; } = [];

    public string? ErrorComment { get; set; }

    public ushort? ErrorId { get; set; }

    public ushort? EventTypeId { get; set; }

    public ushort? ActionTypeId { get; set; }

    public IReadOnlyList<DicomTag> AttributeIdentifiers { get; set; } = [];

    public ushort? Remaining { get; set; }

    public ushort? Completed { get; set; }

    public ushort? Failed { get; set; }

    public ushort? Warning { get; set; }

    public bool IsResponse => (Field & CommandField.ResponseBit) != 0;

    /// <summary>The SOP class that the message is about, whichever element names it.</summary>
    public DicomUid? SopClassUid => AffectedSopClassUid ?? RequestedSopClassUid;

    /// <summary>The SOP instance that the message is about, whichever element names it.</summary>
    public DicomUid? SopInstanceUid => AffectedSopInstanceUid ?? RequestedSopInstanceUid;

    /// <summary>One line for transcripts: never more than the command's own fields.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder(Name);
        if (MessageId is { } id) text.Append(" id ").Append(id);
        if (RespondsTo is { } to) text.Append(" to ").Append(to);
        if (Status is { } status) text.Append(" status ").Append(new DimseStatus(status));
        if (SopClassUid is { } sopClass) text.Append(" class ").Append(sopClass.Name);
        if (SopInstanceUid is { } instance) text.Append(" instance ").Append(instance.Value);
        if (MoveDestination is { } destination) text.Append(" to AE \"").Append(destination).Append('"');
        if (ErrorComment is { } comment) text.Append(" comment \"").Append(comment).Append('"');
        if (Completed is { } completed) text.Append($" sub-operations remaining {Remaining} completed {completed} failed {Failed} warning {Warning}");
        text.Append(HasDataSet ? ", data set follows" : "");
        return text.ToString();
    }

    public string Name => (Field & ~CommandField.ResponseBit) switch
    {
        CommandField.CStoreRequest => "C-STORE",
        CommandField.CGetRequest => "C-GET",
        CommandField.CFindRequest => "C-FIND",
        CommandField.CMoveRequest => "C-MOVE",
        CommandField.CEchoRequest => "C-ECHO",
        CommandField.NEventReportRequest => "N-EVENT-REPORT",
        CommandField.NGetRequest => "N-GET",
        CommandField.NSetRequest => "N-SET",
        CommandField.NActionRequest => "N-ACTION",
        CommandField.NCreateRequest => "N-CREATE",
        CommandField.NDeleteRequest => "N-DELETE",
        CommandField.CCancelRequest => "C-CANCEL",
        _ => $"command {(ushort)Field:X4}H",
    } + (Field == CommandField.CCancelRequest ? "-RQ" : IsResponse ? "-RSP" : "-RQ");
}
