using System.Text;

namespace OptosAdvance.Dicom.Host;

/// <summary>Entries of the ingest log as bytes.</summary>
internal static class IngestRecordCodec
{
    private const byte StoreKind = 1;
    private const byte DeleteKind = 2;

    public static void Write(BinaryWriter writer, IngestRecord record)
    {
        writer.Write(record is StoreRecord ? StoreKind : DeleteKind);
        writer.Write(record.Batch);
        writer.Write(record.Durable);
        switch (record)
        {
            case StoreRecord store:
                writer.Write(store.TemporaryName);
                writer.Write(store.Entry.ReceivedAt.ToUnixTimeMilliseconds());
                writer.Write(store.Entry.Source);
                WriteFile(writer, store.Entry.File);
                writer.Write(store.Replaced is not null);
                WriteFile(writer, store.Replaced ?? default);
                WriteStudy(writer, store.Entry.Content.Study);
                WriteSeries(writer, store.Entry.Content.Series);
                WriteInstance(writer, store.Entry.Content.Instance);
                break;
            case DeleteRecord delete:
                writer.Write(delete.StudyInstanceUid);
                break;
        }
    }

    /// <exception cref="InvalidDataException">The kind is not known: a newer program wrote it.</exception>
    public static IngestRecord Read(ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload.ToArray(), writable: false), Encoding.UTF8);
        var kind = reader.ReadByte();
        var batch = reader.ReadInt64();
        var durable = reader.ReadBoolean();
        switch (kind)
        {
            case StoreKind:
                var name = reader.ReadString();
                var received = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
                var source = reader.ReadString();
                var file = ReadFile(reader);
                var hasReplaced = reader.ReadBoolean();
                var replaced = ReadFile(reader);
                var content = new IndexedContent(ReadStudy(reader), ReadSeries(reader), ReadInstance(reader));
                var entry = new IndexEntry { Content = content, File = file, ReceivedAt = received, Source = source };
                return new StoreRecord(batch, durable, name, entry, hasReplaced ? replaced : null);
            case DeleteKind:
                return new DeleteRecord(batch, durable, reader.ReadString());
            default:
                throw new InvalidDataException($"The ingest log holds an entry of kind {kind}, which this program does not know.");
        }
    }

    private static void WriteFile(BinaryWriter writer, StoredFile file)
    {
        writer.Write(file.Length);
        writer.Write(file.HeaderLength);
        writer.Write(file.Checksum);
    }

    private static StoredFile ReadFile(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadUInt64());

    private static void WriteStudy(BinaryWriter writer, StudyAttributes study)
    {
        writer.Write(study.StudyInstanceUid);
        writer.Write(study.PatientId);
        writer.Write(study.PatientName);
        writer.Write(study.BirthDate);
        writer.Write(study.PatientSex);
        writer.Write(study.Moment);
        writer.Write(study.AccessionNumber);
        writer.Write(study.StudyId);
        writer.Write(study.StudyDescription);
        writer.Write(study.ReferringPhysicianName);
    }

    private static StudyAttributes ReadStudy(BinaryReader reader) => new()
    {
        StudyInstanceUid = reader.ReadString(),
        PatientId = reader.ReadString(),
        PatientName = reader.ReadString(),
        BirthDate = reader.ReadInt32(),
        PatientSex = reader.ReadString(),
        Moment = reader.ReadInt64(),
        AccessionNumber = reader.ReadString(),
        StudyId = reader.ReadString(),
        StudyDescription = reader.ReadString(),
        ReferringPhysicianName = reader.ReadString(),
    };

    private static void WriteSeries(BinaryWriter writer, SeriesAttributes series)
    {
        writer.Write(series.SeriesInstanceUid);
        writer.Write(series.Modality);
        WriteNumber(writer, series.SeriesNumber);
        writer.Write(series.SeriesDescription);
        writer.Write(series.Laterality);
        writer.Write(series.BodyPartExamined);
        writer.Write(series.Manufacturer);
        writer.Write(series.StationName);
    }

    private static SeriesAttributes ReadSeries(BinaryReader reader) => new()
    {
        SeriesInstanceUid = reader.ReadString(),
        Modality = reader.ReadString(),
        SeriesNumber = ReadNumber(reader),
        SeriesDescription = reader.ReadString(),
        Laterality = reader.ReadString(),
        BodyPartExamined = reader.ReadString(),
        Manufacturer = reader.ReadString(),
        StationName = reader.ReadString(),
    };

    private static void WriteInstance(BinaryWriter writer, InstanceAttributes instance)
    {
        writer.Write(instance.SopInstanceUid);
        writer.Write(instance.SopClassUid);
        writer.Write(instance.TransferSyntaxUid);
        WriteNumber(writer, instance.InstanceNumber);
        writer.Write(instance.NumberOfFrames);
        WriteNumber(writer, instance.Rows);
        WriteNumber(writer, instance.Columns);
    }

    private static InstanceAttributes ReadInstance(BinaryReader reader) => new()
    {
        SopInstanceUid = reader.ReadString(),
        SopClassUid = reader.ReadString(),
        TransferSyntaxUid = reader.ReadString(),
        InstanceNumber = ReadNumber(reader),
        NumberOfFrames = reader.ReadInt32(),
        Rows = ReadNumber(reader),
        Columns = ReadNumber(reader),
    };

    private static void WriteNumber(BinaryWriter writer, int? number)
    {
        writer.Write(number is not null);
        writer.Write(number ?? 0);
    }

    private static int? ReadNumber(BinaryReader reader)
    {
        var has = reader.ReadBoolean();
        var number = reader.ReadInt32();
        return has ? number : null;
    }
}
