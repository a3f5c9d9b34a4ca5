using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Makes typed requests of command sets and command sets of typed requests.</summary>
internal static class RequestMapper
{
    /// <summary>What a request lacks, as the response that says so; null when it is complete.</summary>
    public static DimseResponse? FindFault(CommandSet command)
    {
        var (needsClass, needsInstance, needsDataSet) = command.Field switch
        {
            CommandField.CStoreRequest => (true, true, true),
            CommandField.CFindRequest or CommandField.CMoveRequest or CommandField.CGetRequest => (true, false, true),
            CommandField.CEchoRequest => (false, false, false),
            CommandField.NCreateRequest => (true, false, false),
            CommandField.NEventReportRequest or CommandField.NGetRequest or CommandField.NSetRequest or CommandField.NActionRequest or CommandField.NDeleteRequest => (true, true, false),
            _ => (false, false, false),
        };
        if (!Enum.IsDefined(command.Field))
            return Fault(DimseStatus.UnrecognizedOperation, $"{command.Name} is not known");
        if (needsClass && command.SopClassUid is null or { IsEmpty: true })
            return Fault(DimseStatus.MistypedArgument, "no SOP class UID");
        if (needsInstance && command.SopInstanceUid is null or { IsEmpty: true })
            return Fault(DimseStatus.MistypedArgument, "no SOP instance UID");
        if (needsDataSet && !command.HasDataSet)
            return Fault(DimseStatus.MistypedArgument, "no data set");
        if (command.Field == CommandField.CMoveRequest && string.IsNullOrEmpty(command.MoveDestination))
            return Fault(DimseStatus.MistypedArgument, "no move destination");
        if (command.Field == CommandField.NEventReportRequest && command.EventTypeId is null)
            return Fault(DimseStatus.MistypedArgument, "no event type ID");
        if (command.Field == CommandField.NActionRequest && command.ActionTypeId is null)
            return Fault(DimseStatus.MistypedArgument, "no action type ID");
        return null;
    }

    public static CEchoRequest CEcho(CommandSet c, NegotiatedPresentationContext context) =>
        new() { MessageId = c.MessageId!.Value, PresentationContextId = context.Id };

    public static CStoreRequest CStore(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        AffectedSopClassUid = c.SopClassUid!.Value,
        AffectedSopInstanceUid = c.SopInstanceUid!.Value,
        Priority = (DimsePriority)(c.Priority ?? 0),
        MoveOriginatorAETitle = c.MoveOriginatorAETitle,
        MoveOriginatorMessageId = c.MoveOriginatorMessageId,
    };

    public static CFindRequest CFind(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        AffectedSopClassUid = c.SopClassUid!.Value,
        Priority = (DimsePriority)(c.Priority ?? 0),
    };

    public static CMoveRequest CMove(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        AffectedSopClassUid = c.SopClassUid!.Value,
        Priority = (DimsePriority)(c.Priority ?? 0),
        MoveDestination = c.MoveDestination!,
    };

    public static CGetRequest CGet(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        AffectedSopClassUid = c.SopClassUid!.Value,
        Priority = (DimsePriority)(c.Priority ?? 0),
    };

    public static NEventReportRequest NEventReport(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        AffectedSopClassUid = c.SopClassUid!.Value,
        AffectedSopInstanceUid = c.SopInstanceUid!.Value,
        EventTypeId = c.EventTypeId!.Value,
    };

    public static NGetRequest NGet(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        RequestedSopClassUid = c.SopClassUid!.Value,
        RequestedSopInstanceUid = c.SopInstanceUid!.Value,
        AttributeIdentifiers = c.AttributeIdentifiers,
    };

    public static NSetRequest NSet(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        RequestedSopClassUid = c.SopClassUid!.Value,
        RequestedSopInstanceUid = c.SopInstanceUid!.Value,
    };

    public static NActionRequest NAction(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        RequestedSopClassUid = c.SopClassUid!.Value,
        RequestedSopInstanceUid = c.SopInstanceUid!.Value,
        ActionTypeId = c.ActionTypeId!.Value,
    };

    public static NCreateRequest NCreate(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        AffectedSopClassUid = c.SopClassUid!.Value,
        AffectedSopInstanceUid = c.SopInstanceUid is { IsEmpty: false } uid ? uid : null,
    };

    public static NDeleteRequest NDelete(CommandSet c, NegotiatedPresentationContext context) => new()
    {
        MessageId = c.MessageId!.Value,
        PresentationContextId = context.Id,
        RequestedSopClassUid = c.SopClassUid!.Value,
        RequestedSopInstanceUid = c.SopInstanceUid!.Value,
    };

    public static CommandSet ToCommand(DimseRequest request)
    {
        var c = new CommandSet { MessageId = request.MessageId };
        switch (request)
        {
            case CEchoRequest:
                c.Field = CommandField.CEchoRequest;
                c.AffectedSopClassUid = DicomUid.Verification;
                break;
            case CStoreRequest r:
                c.Field = CommandField.CStoreRequest;
                (c.AffectedSopClassUid, c.AffectedSopInstanceUid, c.Priority) = (r.AffectedSopClassUid, r.AffectedSopInstanceUid, (ushort)r.Priority);
                (c.MoveOriginatorAETitle, c.MoveOriginatorMessageId) = (r.MoveOriginatorAETitle, r.MoveOriginatorMessageId);
                break;
            case CFindRequest r:
                c.Field = CommandField.CFindRequest;
                (c.AffectedSopClassUid, c.Priority) = (r.AffectedSopClassUid, (ushort)r.Priority);
                break;
            case CMoveRequest r:
                c.Field = CommandField.CMoveRequest;
                (c.AffectedSopClassUid, c.Priority, c.MoveDestination) = (r.AffectedSopClassUid, (ushort)r.Priority, r.MoveDestination);
                break;
            case CGetRequest r:
                c.Field = CommandField.CGetRequest;
                (c.AffectedSopClassUid, c.Priority) = (r.AffectedSopClassUid, (ushort)r.Priority);
                break;
            case NEventReportRequest r:
                c.Field = CommandField.NEventReportRequest;
                (c.AffectedSopClassUid, c.AffectedSopInstanceUid, c.EventTypeId) = (r.AffectedSopClassUid, r.AffectedSopInstanceUid, r.EventTypeId);
                break;
            case NGetRequest r:
                c.Field = CommandField.NGetRequest;
                (c.RequestedSopClassUid, c.RequestedSopInstanceUid, c.AttributeIdentifiers) = (r.RequestedSopClassUid, r.RequestedSopInstanceUid, r.AttributeIdentifiers);
                break;
            case NSetRequest r:
                c.Field = CommandField.NSetRequest;
                (c.RequestedSopClassUid, c.RequestedSopInstanceUid) = (r.RequestedSopClassUid, r.RequestedSopInstanceUid);
                break;
            case NActionRequest r:
                c.Field = CommandField.NActionRequest;
                (c.RequestedSopClassUid, c.RequestedSopInstanceUid, c.ActionTypeId) = (r.RequestedSopClassUid, r.RequestedSopInstanceUid, r.ActionTypeId);
                break;
            case NCreateRequest r:
                c.Field = CommandField.NCreateRequest;
                (c.AffectedSopClassUid, c.AffectedSopInstanceUid) = (r.AffectedSopClassUid, r.AffectedSopInstanceUid);
                break;
            case NDeleteRequest r:
                c.Field = CommandField.NDeleteRequest;
                (c.RequestedSopClassUid, c.RequestedSopInstanceUid) = (r.RequestedSopClassUid, r.RequestedSopInstanceUid);
                break;
        }

        return c;
    }

    private static CFindResponse Fault(DimseStatus status, string comment) => new(status) { ErrorComment = comment };
}
