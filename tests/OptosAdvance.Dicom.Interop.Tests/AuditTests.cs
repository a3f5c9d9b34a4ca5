using System.Xml.Linq;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Audit messages of the real host at a real syslog receiver.</summary>
public sealed class AuditTests
{
    [Theory]
    [InlineData(AuditTransport.Udp)]
    [InlineData(AuditTransport.Tls)]
    public async Task Rsyslog_understands_every_message(AuditTransport transport)
    {
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        var port = FreePort.Next();
        await using var rsyslog = await Rsyslog.StartAsync(folder, port, certificates);
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        await SwitchOnAsync(host, port, transport, certificates);
        var test = await host.Control.TestAuditAsync(CancellationToken.None);
        Assert.True(test.Success, test.Message);

        var instance = TestInstance.Study(1, 5000)[0];
        await StoreAsync(host, "CAMERA1", instance);
        await Assert.ThrowsAnyAsync<Exception>(() => StoreAsync(host, "STRANGER", instance));
        await host.Control.RemoveStudyAsync(instance.StudyInstanceUid, CancellationToken.None);
        await host.Control.StopHostAsync(CancellationToken.None);
        await host.Process.WaitForExitAsync();

        await Eventually.IsTrueAsync(async () => (await EventsAsync(folder)).Contains("110100/110121"), "the last message, of the host's end, arrives");
        Assert.Equal(
            ["110113/110129", "110104/", "110113/110126", "110105/", "110100/110121"],
            (await EventsAsync(folder)).Distinct());
        var messages = await Rsyslog.MessagesAsync(folder);
        var audit = messages.Where(line => !line.Contains("|TEST|", StringComparison.Ordinal)).ToList();
        Assert.All(audit, line => Assert.Matches("^8[345]\\|1\\|optosd\\|DICOM\\+RFC3881\\|-\\|\uFEFF<", line));
        var deleted = Xml(audit.Single(line => line.Contains("110105", StringComparison.Ordinal)));
        Assert.Contains(deleted.Descendants("ParticipantObjectIdentification"), each => (string?)each.Attribute("ParticipantObjectID") == instance.StudyInstanceUid);
        Assert.DoesNotContain(deleted.Descendants("ParticipantObjectIdentification"), each => (string?)each.Attribute("ParticipantObjectID") == "<none>");
    }

    [Fact]
    public async Task Nothing_is_left_out_when_rsyslog_and_then_the_host_are_killed()
    {
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        var port = FreePort.Next();
        var rsyslog = await Rsyslog.StartAsync(folder, port, certificates);
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        await SwitchOnAsync(host, port, AuditTransport.Tls, certificates);
        var instances = TestInstance.Study(1, 2000);
        await StoreAsync(host, "CAMERA1", instances[0]);
        await Eventually.IsTrueAsync(async () => (await StudiesAsync(folder)).Contains(instances[0].StudyInstanceUid), "the first study arrives");

        await rsyslog.KillAsync();
        await rsyslog.DisposeAsync();
        var second = TestInstance.Study(1, 2000)[0];
        await StoreAsync(host, "CAMERA1", second);
        await Eventually.IsTrueAsync(async () => (await host.Control.GetAuditStatusAsync(CancellationToken.None)) is { Waiting: > 0, LastError: not null }, "the second waits");
        await host.KillAsync();
        await host.RestartAsync();
        var third = TestInstance.Study(1, 2000)[0];
        await StoreAsync(host, "CAMERA1", third);

        await using var again = await Rsyslog.StartAsync(folder, port, certificates);
        await Eventually.IsTrueAsync(
            async () => (await StudiesAsync(folder)) is var studies && studies.Contains(second.StudyInstanceUid) && studies.Contains(third.StudyInstanceUid),
            "what waited arrives");
    }

    private static Task<ConfigurationChangeResult> SwitchOnAsync(HostProcess host, int port, AuditTransport transport, TestCertificates certificates)
    {
        var audit = new Partial<AuditSettings>().With(each => each.Server, "localhost").With(each => each.Port, port).With(each => each.Transport, transport);
        return host.ChangeAsync(new ConfigurationChange
        {
            Audit = transport == AuditTransport.Udp
                ? audit
                : audit.With(each => each.TlsTrustedCertificatesPath, certificates.AuthorityPem).With(each => each.TlsCertificatePath, certificates.Client.Pfx),
        });
    }

    private static async Task StoreAsync(HostProcess host, string calling, TestInstance instance)
    {
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, calling);
        Assert.True((await OwnScu.StoreAsync(association, instance)).Status.IsSuccess);
        await association.ReleaseAsync();
    }

    private static XElement Xml(string line) => XElement.Parse(line[(line.IndexOf('\uFEFF', StringComparison.Ordinal) + 1)..]);

    private static async Task<List<string>> EventsAsync(TemporaryFolder folder) =>
        [.. (await Rsyslog.MessagesAsync(folder))
            .Where(line => line.Contains("|DICOM+RFC3881|", StringComparison.Ordinal))
            .Select(line => Xml(line).Element("EventIdentification")!)
            .Select(each => $"{each.Element("EventID")!.Attribute("csd-code")!.Value}/{each.Element("EventTypeCode")?.Attribute("csd-code")?.Value}")];

    private static async Task<List<string>> StudiesAsync(TemporaryFolder folder) =>
        [.. (await Rsyslog.MessagesAsync(folder))
            .Where(line => line.Contains("\"110104\"", StringComparison.Ordinal))
            .Select(line => Xml(line).Elements("ParticipantObjectIdentification").First().Attribute("ParticipantObjectID")!.Value)];
}
