using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance that is ready to be sent on an association.</summary>
internal sealed class OpenedInstance : IAsyncDisposable
{
    private readonly DataSetFile _file;
    private readonly Stream? _converted;

    private OpenedInstance(OutgoingInstance instance, NegotiatedPresentationContext context, DataSetFile file, Stream? converted)
    {
        (Instance, Context, _file, _converted) = (instance, context, file, converted);
    }

    public OutgoingInstance Instance { get; }

    public NegotiatedPresentationContext Context { get; }

    /// <summary>Opens the file, and converts the data set where the context asks for that.</summary>
    /// <exception cref="DicomFormatException">It cannot be converted; says why.</exception>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    public static async Task<OpenedInstance> OpenAsync(
        OutgoingInstance instance, NegotiatedPresentationContext context, string path, string folder, CancellationToken cancellationToken)
    {
        var file = DataSetFile.Open(path, instance.File);
        try
        {
            var converted = context.TransferSyntax == instance.TransferSyntax
                ? null
                : await ConvertAsync(file, instance, context, folder, cancellationToken);
            return new OpenedInstance(instance, context, file, converted);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Sends it.</summary>
    public ValueTask<CStoreResponse> StoreAsync(DimseUser association, DimsePriority priority, CancellationToken cancellationToken)
    {
        var request = new CStoreRequest
        {
            AffectedSopClassUid = Instance.SopClass,
            AffectedSopInstanceUid = new DicomUid(Instance.Item.SopInstanceUid),
            Priority = priority,
        };
        return _converted is null
            ? association.CStoreAsync(request, Context, _file, cancellationToken)
            : association.CStoreAsync(request, Context, _converted, cancellationToken);
    }

    /// <summary>Takes its time: the caller may be the one who reads the connection.</summary>
    private static Task<Stream> ConvertAsync(
        DataSetFile file, OutgoingInstance instance, NegotiatedPresentationContext context, string folder, CancellationToken cancellationToken) => Task.Run(
        () => ConvertedDataSet.CreateAsync(
            file,
            DicomTransferSyntax.FindOrPrivate(instance.TransferSyntax),
            DicomTransferSyntax.FindOrPrivate(context.TransferSyntax),
            folder,
            cancellationToken),
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _file.Dispose();
        if (_converted is not null)
        {
            await _converted.DisposeAsync();
        }
    }
}
