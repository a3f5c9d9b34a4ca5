using System.Diagnostics;
using System.Globalization;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>Asks a peer whether it is there (C-ECHO).</summary>
internal static class EchoCommand
{
    public static Task<int> RunAsync(Peer peer, CancellationToken cancellationToken) => Conversation.RunAsync(peer, async () =>
    {
        var verification = new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid);
        var association = await peer.ConnectAsync([verification], cancellationToken).ConfigureAwait(false);
        await using (association.ConfigureAwait(false))
        {
            var clock = Stopwatch.StartNew();
            var response = await association.CEchoAsync(cancellationToken).ConfigureAwait(false);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"C-ECHO to {peer}: {response.Status} after {clock.Elapsed.TotalMilliseconds:0.0} ms"));
            await association.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            return response.Status.IsSuccess ? ExitCode.Success : ExitCode.NotStored;
        }
    });
}
