using System.Text;
using MailKit;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// What client and server said, for support, without what authenticates: what MailKit knows to be secret is never taken in, every
/// answer in an authentication is left out, and the password is taken out wherever else it may turn up, also encoded.
/// </summary>
internal sealed class SmtpDialogue : IProtocolLogger
{
    private const int MaximumLines = 200;
    private const int MaximumLineLength = 500;

    private readonly string[] _secrets;
    private readonly List<string> _lines = [];
    private bool _isAuthenticating;
    private bool _isMessage;

    /// <param name="userName">User name; null when the server asks for none.</param>
    /// <param name="password">Password; null for none.</param>
    public SmtpDialogue(string? userName, string? password) => _secrets = string.IsNullOrEmpty(password)
        ? []
        : [password, Base64(password), Base64($"\0{userName}\0{password}"), Base64($"{userName}\0{userName}\0{password}")];

    public IReadOnlyList<string> Lines => _lines;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri) => Add("", $"Connected to {uri.Host}:{uri.Port}");

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (_isMessage)
        {
            // The message itself; the server's next answer ends it.
            return;
        }

        // Asked even where the answer is not used: the detector follows the conversation.
        var hasSecrets = AuthenticationSecretDetector?.DetectSecrets(buffer, offset, count) is { Count: > 0 };
        var text = Encoding.UTF8.GetString(buffer, offset, count);
        if (text.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))
        {
            _isAuthenticating = true;
            var mechanism = text.Split(' ', '\r', '\n')[1];
            Add("C: ", $"AUTH {mechanism} ***");
        }
        else if (_isAuthenticating || hasSecrets)
        {
            Add("C: ", "***");
        }
        else
        {
            Add("C: ", text);
        }
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        var text = Encoding.UTF8.GetString(buffer, offset, count);
        _isMessage = text.StartsWith("354", StringComparison.Ordinal);
        _isAuthenticating = _isAuthenticating && text.StartsWith("334", StringComparison.Ordinal);
        Add("S: ", text);
        if (_isMessage)
        {
            Add("C: ", "(the message)");
        }
    }

    /// <summary>A text from elsewhere (an exception that repeats what the server said) without the password.</summary>
    public string Clean(string text) => _secrets.Aggregate(text, (each, secret) => each.Replace(secret, Contracts.Secret.Mask, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        // Holds nothing that needs it; the interface wants it.
    }

    private void Add(string prefix, string text)
    {
        foreach (var line in Clean(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (_lines.Count < MaximumLines)
            {
                _lines.Add(prefix + (line.Length > MaximumLineLength ? line[..MaximumLineLength] + "…" : line));
            }
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
