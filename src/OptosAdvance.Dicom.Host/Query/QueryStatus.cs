using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What a final status of C-FIND means to a person (PS3.4 C.4.1.1.4).</summary>
internal static class QueryStatus
{
    public static ControlException Failure(RemoteAE remote, DimseResponse response)
    {
        var status = response.Status;
        var words = $"{remote.Name} refused the query with status {status}{Comment(response)}.";
        var action = status.Code switch
        {
            >= 0xA700 and <= 0xA7FF => "It is out of resources, or the query matches more than it is willing to search: narrow the search, or try again later.",
            >= 0xA900 and <= 0xA9FF => "It does not take these keys at this level: leave out keys given with -Key, or try the other -QueryRoot.",
            0x0122 or 0x0124 => $"Have the peer's administrator allow queries from our AE title.",
            >= 0xC000 and <= 0xCFFF => "It cannot process the query; its log says why. Fewer keys may help.",
            _ => "The peer's log says why.",
        };
        return Errors.RemoteFailed(remote.Name, words, action);
    }

    /// <summary>The peer's own words and the elements that it points at, where it gives any.</summary>
    public static string Comment(DimseResponse response)
    {
        var comment = string.IsNullOrWhiteSpace(response.ErrorComment) ? "" : $" ({response.ErrorComment.Trim()})";
        return response.OffendingElements.Count == 0 ? comment : $"{comment}; it points at {string.Join(", ", response.OffendingElements)}";
    }
}
