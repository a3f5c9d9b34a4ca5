using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Whether the configuration has come to let a caller in that was turned away before.</summary>
internal static class CallerAdmission
{
    // Reasons of PS3.8 table 9-21, as RefusedCaller.Rejection writes them.
    private const string CallingTitleNotRecognised = "(1,1,3)";
    private const string CalledTitleNotRecognised = "(1,1,7)";

    public static bool WasLetInSince(RefusedCaller caller, ApplianceConfiguration configuration) => Compact(caller.Rejection) switch
    {
        var text when text.StartsWith(CallingTitleNotRecognised, StringComparison.Ordinal) => IsAdmitted(caller, configuration),
        var text when text.StartsWith(CalledTitleNotRecognised, StringComparison.Ordinal) =>
            string.Equals(caller.CalledAETitle.Trim(' '), configuration.LocalAE.AETitle.Value, StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsAdmitted(RefusedCaller caller, ApplianceConfiguration configuration)
    {
        if (configuration.LocalAE.CallerPolicy == CallerPolicy.Any)
        {
            return true;
        }

        var entries = configuration.RemoteAEs.Where(remote => remote.AETitle?.Value == caller.AETitle.Trim(' '));

        // An entry with a host name would have to be resolved to know; the caller's next visit will tell.
        return configuration.LocalAE.CallerPolicy == CallerPolicy.Known
            ? entries.Any()
            : entries.Any(remote => remote.HostName is { } host && System.Net.IPAddress.TryParse(host, out var configured) &&
                System.Net.IPAddress.TryParse(caller.HostName, out var seen) && Plain(configured).Equals(Plain(seen)));
    }

    private static System.Net.IPAddress Plain(System.Net.IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string Compact(string rejection) => rejection.Replace(" ", "", StringComparison.Ordinal);
}
