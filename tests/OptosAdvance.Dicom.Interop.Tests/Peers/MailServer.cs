namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>aiosmtpd, a mail server that prints what it is sent.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private const string Script =
        """
        import sys, time
        from email import message_from_bytes, policy
        from aiosmtpd.controller import Controller
        class Handler:
            async def handle_DATA(self, server, session, envelope):
                message = message_from_bytes(envelope.content, policy=policy.default)
                body = message.get_body().get_content().replace('\r', '').replace('\n', ' | ')
                print('MAIL', ','.join(envelope.rcpt_tos), '//', message['Subject'], '//', body, flush=True)
                return '250 OK'
        controller = Controller(Handler(), hostname='127.0.0.1', port=int(sys.argv[1]))
        controller.start()
        print('READY', flush=True)
        while True:
            time.sleep(60)
        """;

    private readonly PeerProcess _process;

    private MailServer(PeerProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>A line for each message: recipients, subject, body.</summary>
    public IReadOnlyList<string> Mails => [.. _process.Output.Split('\n').Where(line => line.StartsWith("MAIL ", StringComparison.Ordinal))];

    public static async Task<MailServer> StartAsync()
    {
        var python = Tool.Require("python3", "python3");
        var probe = await PeerProcess.RunAsync("/usr/bin/python3", ["-c", "import aiosmtpd"]);
        Assert.SkipUnless(probe.ExitCode == 0, $"{python} has no aiosmtpd: install the package python3-aiosmtpd.");
        var port = FreePort.Next();
        var process = PeerProcess.Start("/usr/bin/python3", ["-c", Script, port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForOutputAsync("READY");
        return new MailServer(process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
