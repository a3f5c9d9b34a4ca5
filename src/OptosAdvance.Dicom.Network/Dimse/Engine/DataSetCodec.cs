using System.Buffers;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Data sets of messages that are held in memory: identifiers, attribute lists, event and action information.</summary>
internal static class DataSetCodec
{
    public static DicomDataset Read(ReadOnlyMemory<byte> bytes, DicomUid transferSyntax) =>
        DicomDatasetReader.Read(bytes, Find(transferSyntax));

    public static OutgoingData Write(DicomDataset? dataSet, DicomUid transferSyntax)
    {
        if (dataSet is null)
            return OutgoingData.None;
        var bytes = DicomDatasetWriter.ToArray(dataSet, Find(transferSyntax));
        return OutgoingData.Of(new ReadOnlySequence<byte>(bytes));
    }

    private static DicomTransferSyntax Find(DicomUid uid) =>
        DicomTransferSyntax.Find(uid) ?? throw new DicomNetworkException(NetworkStep.Dimse, $"The transfer syntax {uid} is not known, so that the data set cannot be read or written.");
}
