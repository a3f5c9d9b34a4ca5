namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>rsyslog, which takes messages over UDP and over TLS and writes down what it understood of each.</summary>
internal static class Rsyslog
{
    /// <summary>Starts a receiver; on a machine without it the running test is skipped.</summary>
    /// <param name="folder">Where its configuration and its output lie.</param>
    /// <param name="port">UDP and TCP port.</param>
    /// <param name="tls">Certificates for TLS; client certificates must come from the same authority.</param>
    public static async Task<PeerProcess> StartAsync(TemporaryFolder folder, int port, TestCertificates tls)
    {
        var program = Tool.Require("rsyslogd", "rsyslog");
        if (!Directory.EnumerateFiles("/usr/lib", "lmnsd_ossl.so", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }).Any())
            Assert.Skip("The OpenSSL driver of rsyslog is not installed: install the package rsyslog-openssl.");
        var configuration = folder["rsyslog.conf"];
        await File.WriteAllTextAsync(
            configuration,
            $$"""
             global(workDirectory="{{folder.Folder("rsyslog")}}" maxMessageSize="64k"
                    defaultNetstreamDriverCAFile="{{tls.AuthorityPem}}" defaultNetstreamDriverCertFile="{{tls.Server.CertificatePem}}" defaultNetstreamDriverKeyFile="{{tls.Server.KeyPem}}")
             module(load="imudp")
             module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid")
             template(name="understood" type="string" string="%pri%|%protocol-version%|%app-name%|%msgid%|%structured-data%|%msg%\n")
             ruleset(name="audit") { action(type="omfile" file="{{Output(folder)}}" template="understood") }
             input(type="imudp" address="127.0.0.1" port="{{port}}" ruleset="audit")
             input(type="imtcp" address="127.0.0.1" port="{{port}}" ruleset="audit")

             """);
        var process = PeerProcess.Start(program, ["-n", "-f", configuration, "-i", folder["rsyslog.pid"]]);
        await process.WaitForPortAsync(port);
        return process;
    }

    /// <summary>What it has written down so far, a message a line.</summary>
    public static async Task<string[]> MessagesAsync(TemporaryFolder folder) =>
        File.Exists(Output(folder)) ? await File.ReadAllLinesAsync(Output(folder)) : [];

    private static string Output(TemporaryFolder folder) => Path.Combine(folder.Path, "audit.log");
}
