using System.CommandLine;
using System.Security.Cryptography;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>The command line of <c>samplecamera</c>.</summary>
internal static class CameraCommandLine
{
    private static readonly Option<string> HostName = new("--host") { Description = "Name or address of the peer.", DefaultValueFactory = _ => "127.0.0.1" };
    private static readonly Option<int> Port = new("--port") { Description = "TCP port of the peer.", Required = true };
    private static readonly Option<string> Called = new("--called") { Description = "AE title of the peer.", DefaultValueFactory = _ => "OPTOSADVANCE" };
    private static readonly Option<string> Calling = new("--calling") { Description = "AE title of the camera.", DefaultValueFactory = _ => "SAMPLECAMERA" };
    private static readonly Option<bool> Tls = new("--tls") { Description = "Speak TLS." };
    private static readonly Option<string?> Certificate = new("--tls-certificate") { Description = "Certificate of the camera with its key, PFX or PEM." };
    private static readonly Option<string?> Password = new("--tls-password") { Description = "Password of the certificate's file." };
    private static readonly Option<string?> Authorities = new("--tls-trusted") { Description = "PEM file of the authorities that vouch for the peer (default: the machine's)." };

    private static readonly Option<string[]> Files = new("--files")
    {
        Description = "DICOM files, or folders of them, to send.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Output = new("--output") { Description = "Folder for the studies.", Required = true };
    private static readonly Option<int> Studies = new("--studies") { Description = "Studies to photograph; when files are given to send, none.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Makes the photographed studies repeatable.", DefaultValueFactory = _ => 1 };

    public static RootCommand Create()
    {
        Option[] peer = [HostName, Port, Called, Calling, Tls, Certificate, Password, Authorities];
        var echo = new Command("echo", "Asks a DICOM peer whether it is there (C-ECHO).");
        var send = new Command("send", "Stores images to a DICOM peer (C-STORE): files, or synthesised ophthalmic photographs.") { Files, Studies, Seed };
        var photograph = new Command("photograph", "Writes synthesised ophthalmic photographs as DICOM files.") { Output, Studies, Seed };
        foreach (var option in peer)
        {
            echo.Options.Add(option);
            send.Options.Add(option);
        }

        echo.SetAction((parsed, cancellationToken) => WithPeerAsync(parsed, p => EchoCommand.RunAsync(p, cancellationToken)));
        send.SetAction((parsed, cancellationToken) => WithPeerAsync(parsed, p => SendAsync(p, parsed, cancellationToken)));
        photograph.SetAction(parsed =>
        {
            foreach (var file in SamplePhotographs.Write(parsed.GetRequiredValue(Output), parsed.GetValue(Studies), parsed.GetValue(Seed))) Console.WriteLine(file);
            return ExitCode.Success;
        });
        return new RootCommand("A camera for trying out a DICOM storage server. Exit codes: 1 usage, 2 no DICOM file, 3 not stored, 4 rejected, 5 network.") { echo, send, photograph };
    }

    private static async Task<int> WithPeerAsync(ParseResult parsed, Func<Peer, Task<int>> action)
    {
        TlsClientOptions? tls;
        try
        {
            tls = parsed.GetValue(Tls) ? TlsOptions(parsed) : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Usage;
        }

        return await action(new Peer(parsed.GetRequiredValue(HostName), parsed.GetValue(Port), parsed.GetRequiredValue(Called), parsed.GetRequiredValue(Calling), tls)).ConfigureAwait(false);
    }

    private static TlsClientOptions TlsOptions(ParseResult parsed) => new()
    {
        Certificate = parsed.GetValue(Certificate) is { } path ? TlsCertificates.Load(path, parsed.GetValue(Password)) : null,
        TrustedAuthorities = parsed.GetValue(Authorities) is { } authorities ? TlsCertificates.LoadAuthorities(authorities) : null,
    };

    private static async Task<int> SendAsync(Peer peer, ParseResult parsed, CancellationToken cancellationToken)
    {
        var paths = parsed.GetRequiredValue(Files);
        if (paths.Length > 0) return await SendFilesAsync(peer, paths.SelectMany(Expand), cancellationToken).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("samplecamera-");
        try
        {
            var photographs = SamplePhotographs.Write(folder.FullName, parsed.GetValue(Studies), parsed.GetValue(Seed));
            return await SendFilesAsync(peer, photographs, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> SendFilesAsync(Peer peer, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var instances = new List<Instance>();
        foreach (var path in paths)
        {
            try
            {
                instances.Add(Instance.Read(path));
            }
            catch (Exception e) when (e is DicomFormatException or IOException)
            {
                await Console.Error.WriteLineAsync($"{path}: {e.Message}").ConfigureAwait(false);
                return ExitCode.BadFile;
            }
        }

        return await SendCommand.RunAsync(peer, instances, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];
}
