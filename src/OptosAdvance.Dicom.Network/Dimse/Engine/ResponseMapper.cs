using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Makes command sets of typed responses and typed responses of command sets.</summary>
internal static class ResponseMapper
{
    public static CommandSet ToCommand(CommandSet request, DimseResponse response)
    {
        var c = new CommandSet
        {
            Field = request.Field | CommandField.ResponseBit,
            RespondsTo = request.MessageId,
            Status = response.Status.Code,
            AffectedSopClassUid = request.SopClassUid,
            AffectedSopInstanceUid = request.SopInstanceUid,
            ErrorComment = response.ErrorComment,
            ErrorId = response.ErrorId,
            OffendingElements = response.OffendingElements,
        };
        switch (response)
        {
            case CMoveResponse r:
                (c.Remaining, c.Completed, c.Failed, c.Warning) = (r.Remaining, r.Completed, r.Failed, r.Warning);
                break;
            case CGetResponse r:
                (c.Remaining, c.Completed, c.Failed, c.Warning) = (r.Remaining, r.Completed, r.Failed, r.Warning);
                break;
            case NEventReportResponse r:
                c.EventTypeId = r.EventTypeId ?? request.EventTypeId;
                break;
            case NActionResponse r:
                c.ActionTypeId = r.ActionTypeId ?? request.ActionTypeId;
                break;
            case NCreateResponse r:
                c.AffectedSopInstanceUid = r.AffectedSopInstanceUid ?? request.SopInstanceUid;
                break;
        }

        return c;
    }

    public static CFindResponse CFind(CommandSet c, DicomDataset? dataSet) => Common(new CFindResponse(Status(c)) { Identifier = dataSet }, c);

    public static CMoveResponse CMove(CommandSet c, DicomDataset? dataSet) => Common(
        new CMoveResponse(Status(c)) { Remaining = c.Remaining, Completed = c.Completed, Failed = c.Failed, Warning = c.Warning, Identifier = dataSet }, c);

    public static CGetResponse CGet(CommandSet c, DicomDataset? dataSet) => Common(
        new CGetResponse(Status(c)) { Remaining = c.Remaining, Completed = c.Completed, Failed = c.Failed, Warning = c.Warning, Identifier = dataSet }, c);

    /// <exception cref="DicomNetworkException">The response has no status.</exception>
    public static DimseStatus Status(CommandSet c) => c.Status is { } code
        ? new DimseStatus(code)
        : throw new DicomNetworkException(NetworkStep.Dimse, $"The peer sent {c.Name} without a status (0000,0900).");

    public static T Common<T>(T response, CommandSet c)
        where T : DimseResponse =>
        c.ErrorComment is null && c.ErrorId is null && c.OffendingElements.Count == 0
            ? response
            : response with { ErrorComment = c.ErrorComment, ErrorId = c.ErrorId, OffendingElements = c.OffendingElements };
}
