using System.Threading.Channels;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// An operation that we invoked and whose last response has not come yet. Whoever waits for a response goes on at once, on the reader's thread, until he waits
/// for something else.
/// </summary>
internal sealed class PendingOperation
{
    // Small on purpose: a caller that does not read its responses holds the peer back.
    private readonly Channel<(CommandSet Command, DicomDataset? DataSet)> _responses =
        Channel.CreateBounded<(CommandSet, DicomDataset?)>(new BoundedChannelOptions(32) { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = true });

    public ChannelReader<(CommandSet Command, DicomDataset? DataSet)> Responses => _responses.Reader;

    public ValueTask DeliverAsync(CommandSet command, DicomDataset? dataSet, CancellationToken cancellationToken) =>
        _responses.Writer.WriteAsync((command, dataSet), cancellationToken);

    public void Fail(Exception exception) => _responses.Writer.TryComplete(exception);
}
