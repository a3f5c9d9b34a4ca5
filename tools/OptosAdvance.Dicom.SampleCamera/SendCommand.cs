using System.Diagnostics;
using System.Globalization;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>Stores files to a peer (C-STORE), as they are, over one association.</summary>
internal static class SendCommand
{
    /// <summary>PS3.8 9.3.2.2: the numbers of contexts are odd and fit a byte.</summary>
    private const int MostContexts = 128;

    public static Task<int> RunAsync(Peer peer, IReadOnlyList<Instance> instances, CancellationToken cancellationToken) => Conversation.RunAsync(peer, async () =>
    {
        var clock = Stopwatch.StartNew();
        var stored = 0;
        long bytes = 0;
        foreach (var group in instances.GroupBy(i => (i.SopClassUid, i.TransferSyntaxUid)).Chunk(MostContexts))
        {
            PresentationContext[] contexts = [.. group.Select(g => new PresentationContext(g.Key.SopClassUid, g.Key.TransferSyntaxUid))];
            var association = await peer.ConnectAsync(contexts, cancellationToken).ConfigureAwait(false);
            await using (association.ConfigureAwait(false))
            {
                Console.WriteLine($"Association with {peer} as {peer.CallingAETitle}");
                foreach (var instance in group.SelectMany(g => g))
                {
                    if (!await StoreAsync(association, instance, cancellationToken).ConfigureAwait(false)) continue;
                    stored++;
                    bytes += instance.Length;
                }

                await association.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{stored} of {instances.Count} instances stored, {bytes / 1e6:0.0} MB in {clock.Elapsed.TotalSeconds:0.00} s"));
        return stored == instances.Count ? ExitCode.Success : ExitCode.NotStored;
    });

    private static async Task<bool> StoreAsync(DicomAssociation association, Instance instance, CancellationToken cancellationToken)
    {
        var context = association.FindContext(instance.SopClassUid, instance.TransferSyntaxUid);
        if (context is null)
        {
            Console.WriteLine($"  not accepted  {instance.SopClassUid.Name}, {instance.TransferSyntaxUid.Name}");
            return false;
        }

        var request = new CStoreRequest { AffectedSopClassUid = instance.SopClassUid, AffectedSopInstanceUid = instance.SopInstanceUid };
        var clock = Stopwatch.StartNew();
        var dataSet = instance.OpenDataSet();
        await using (dataSet.ConfigureAwait(false))
        {
            var response = await association.CStoreAsync(request, context, dataSet, cancellationToken).ConfigureAwait(false);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {response.Status}  {instance.SopClassUid.Name}  {instance.Length / 1e6:0.00} MB  {clock.Elapsed.TotalMilliseconds:0} ms{Comment(response)}"));
            return response.Status.IsSuccess || response.Status.IsWarning;
        }
    }

    private static string Comment(CStoreResponse response) => response.ErrorComment is { Length: > 0 } comment ? ": " + comment : "";
}
