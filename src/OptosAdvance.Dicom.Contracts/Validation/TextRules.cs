using System.Net;
using System.Net.Mail;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Whether texts are what they are meant to be.</summary>
internal static class TextRules
{
    public static bool IsListenAddress(string text) => text == "*" || IPAddress.TryParse(text, out _);

    public static bool IsHost(string text) =>
        text.Length <= 255 && Uri.CheckHostName(text.TrimEnd('.')) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    /// <summary>One address, without a display name.</summary>
    public static bool IsMailAddress(string text)
    {
        if (text.IndexOfAny([',', ';', ' ', '<', '>']) >= 0)
        {
            return false;
        }

        try
        {
            return new MailAddress(text) is var address && address.Address == text && IsHost(address.Host);
        }
        catch (FormatException)
        {
            // This is how the type says no; .NET Standard 2.0 has no TryCreate.
            return false;
        }
    }

    public static bool IsHttpUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    public static bool IsPathPrefix(string text) => text.All(c => char.IsLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~');

    public static bool IsAbsolutePath(string text) => System.IO.Path.IsPathRooted(text) && text.IndexOf('\0') < 0;
}
