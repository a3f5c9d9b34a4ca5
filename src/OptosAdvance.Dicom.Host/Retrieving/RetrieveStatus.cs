using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the end of a retrieval means to a person (PS3.4 C.4.2.1.5, C.4.3.1.4).</summary>
internal static class RetrieveStatus
{
    public static (string Message, string? Action) Describe(RemoteAE remote, ApplianceConfiguration configuration, RetrieveTally tally)
    {
        var status = tally.Last?.Status ?? DimseStatus.ProcessingFailure;
        var counts = $"{tally.Completed + tally.Warnings} came, {tally.Failed} failed";
        var comment = tally.Last is { } last ? QueryStatus.Comment(last) : "";
        return status.Code switch
        {
            0xA801 => (
                $"{remote.Name} does not know {configuration.LocalAE.AETitle} as a destination (A801H){comment}.",
                $"Tell its administrator to add the AE title {configuration.LocalAE.AETitle}, the address of this machine and port {configuration.LocalAE.Port}; or retrieve with -Method Get."),
            >= 0xA700 and <= 0xA701 => ($"{remote.Name} is out of resources ({status}){comment}; {counts}.", "Try again later, or retrieve less at once."),
            0xA702 => (
                $"{remote.Name} could not send ({status}){comment}; {counts}.",
                $"See Get-OptosRefusedCaller and Get-OptosActivity: the peer has to reach this machine at port {configuration.LocalAE.Port}. Its log says more."),
            >= 0xA900 and <= 0xA9FF => ($"{remote.Name} does not take this identifier ({status}){comment}.", "Try the other -QueryRoot; some peers retrieve whole studies only."),
            0xFE00 => ($"{remote.Name} ended the retrieval ({status}); {counts}.", "Retrieve again; what has come is kept."),
            _ when status.IsFailure => ($"{remote.Name} refused with status {status}{comment}; {counts}.", "The peer's log says why."),
            _ when tally.Failed > 0 => (
                $"{counts}{comment}.",
                "See FailedSopInstanceUid for those that did not come, and Get-OptosActivity for those that we refused. Retrieve them again, or with the other -Method."),
            _ when status.IsWarning => ($"{counts}; the peer ended with status {status}{comment}.", null),
            _ when tally.Completed + tally.Warnings == 0 => ($"{remote.Name} found nothing to send.", "Check the UIDs with Find-OptosStudy -AE."),
            _ => ($"{counts}.", null),
        };
    }
}
