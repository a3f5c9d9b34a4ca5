using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The product's own storage user, for what the peers' senders cannot do.</summary>
internal static class OwnScu
{
    public static Task<DicomAssociation> ConnectAsync(int port, string called, string calling, params PresentationContext[] contexts) =>
        DicomAssociation.ConnectAsync(Options(port, called, calling, contexts));

    public static AssociationOptions Options(int port, string called, string calling, params PresentationContext[] contexts) => new()
    {
        CalledAETitle = called,
        CallingAETitle = calling,
        HostName = "127.0.0.1",
        Port = port,
        PresentationContexts = contexts.Length > 0 ? contexts : [Verification, SecondaryCapture],
    };

    public static PresentationContext Verification { get; } = new(new DicomUid("1.2.840.10008.1.1"), new DicomUid("1.2.840.10008.1.2"));

    public static PresentationContext SecondaryCapture { get; } = new(new DicomUid(TestInstance.SopClassUid), new DicomUid(TestInstance.TransferSyntaxUid));

    public static Task<CStoreResponse> StoreAsync(DicomAssociation association, TestInstance instance) =>
        StoreAsync(association, TestInstance.SopClassUid, instance.SopInstanceUid, new MemoryStream(instance.DataSet()));

    public static async Task<CStoreResponse> StoreAsync(DicomAssociation association, string sopClass, string sopInstance, Stream dataSet)
    {
        var request = new CStoreRequest { AffectedSopClassUid = new DicomUid(sopClass), AffectedSopInstanceUid = new DicomUid(sopInstance) };
        return await association.CStoreAsync(request, context: null, dataSet);
    }
}
