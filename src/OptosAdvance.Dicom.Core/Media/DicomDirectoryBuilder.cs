using System.Buffers.Binary;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// Builds the DICOMDIR of a file-set (PS3.3 annex F, PS3.10 8.6): patients, studies, series and their instances. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>Memory is about the size of the DICOMDIR itself, a few hundred bytes an instance.</para>
/// <para>
/// Where an instance lacks what a record must have, a stand-in is written, as a directory without it is not readable: a numbered
/// patient ID ("NOID0001"), 19000101 and 000000 for dates and times, consecutive numbers, and "UNKNOWN" for labels.
/// </para>
/// </remarks>
public sealed class DicomDirectoryBuilder
{
    private readonly string _fileSetId;
    private readonly DicomUid _fileSetUid = DicomUid.NewUid();
    private readonly List<DirectoryRecord> _patients = [];
    private readonly Dictionary<string, DirectoryRecord> _patientById = [];
    private readonly Dictionary<(DirectoryRecord Parent, string Uid), DirectoryRecord> _entities = [];
    private readonly HashSet<DicomFileId> _fileIds = [];
    private readonly HashSet<string> _instances = [];

    /// <summary>Starts a directory.</summary>
    /// <param name="fileSetId">File-set ID (0004,1130): up to 16 characters A–Z, 0–9, blank and underscore; may be empty.</param>
    /// <exception cref="ArgumentException">The ID is not like that.</exception>
    public DicomDirectoryBuilder(string fileSetId = "")
    {
        ArgumentNullException.ThrowIfNull(fileSetId);
        if (fileSetId.Length > 16 || !fileSetId.All(static c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or ' ' or '_'))
        {
            throw new ArgumentException($"'{fileSetId}' is not a file-set ID: up to 16 characters A-Z, 0-9, blank and underscore.", nameof(fileSetId));
        }
        _fileSetId = fileSetId;
    }

    /// <summary>The number of instances in the directory.</summary>
    public int Count => _instances.Count;

    /// <summary>Adds an instance.</summary>
    /// <param name="headers">Its data set; pixel data is not needed.</param>
    /// <param name="metaInformation">The file meta information of its file.</param>
    /// <param name="fileId">Where the file is.</param>
    /// <exception cref="ArgumentException">
    /// The instance has no UIDs, is in the directory already, its file ID is taken, or it stands outside a patient's study (a hanging
    /// protocol, a colour palette, an implant template). The directory is then as it was before.
    /// </exception>
    public void Add(DicomDataset headers, DicomFileMetaInformation metaInformation, DicomFileId fileId)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(metaInformation);
        ArgumentNullException.ThrowIfNull(fileId);
        string sopClass = Text(headers, DicomTag.SOPClassUID) is { Length: > 0 } ownClass ? ownClass : metaInformation.MediaStorageSopClassUid.Value;
        string instance = Text(headers, DicomTag.SOPInstanceUID) is { Length: > 0 } ownInstance ? ownInstance : metaInformation.MediaStorageSopInstanceUid.Value;
        string study = Text(headers, DicomTag.StudyInstanceUID);
        string series = Text(headers, DicomTag.SeriesInstanceUID);
        if (sopClass.Length == 0 || instance.Length == 0)
        {
            throw new ArgumentException($"{fileId} has no SOP class or SOP instance UID.", nameof(headers));
        }
        bool isImage = headers.Contains(DicomTag.Rows) && headers.Contains(DicomTag.Columns);
        if (DirectoryRecordType.For(sopClass, isImage) is not { } type)
        {
            throw new ArgumentException($"{fileId} ({new DicomUid(sopClass).Name}) does not belong to a patient's study.", nameof(headers));
        }
        if (study.Length == 0 || series.Length == 0)
        {
            throw new ArgumentException($"{fileId} has no study or series instance UID.", nameof(headers));
        }
        if (_fileIds.Contains(fileId))
        {
            throw new ArgumentException($"The file ID {fileId} is taken.", nameof(fileId));
        }
        if (!_instances.Add(instance))
        {
            throw new ArgumentException($"The SOP instance {instance} is in the directory already.", nameof(headers));
        }
        _fileIds.Add(fileId);

        DirectoryRecord patientRecord = Patient(headers, study);
        DirectoryRecord studyRecord = Entity(patientRecord, study, DirectoryRecordType.Study, headers);
        DirectoryRecord seriesRecord = Entity(studyRecord, series, DirectoryRecordType.Series, headers);
        DicomDataset record = Keys(type, headers, seriesRecord.Children.Count + 1);
        record.Set(DicomTag.ReferencedFileID, [.. fileId.Components]);
        record.Set(DicomTag.ReferencedSOPClassUIDInFile, sopClass);
        record.Set(DicomTag.ReferencedSOPInstanceUIDInFile, instance);
        record.Set(DicomTag.ReferencedTransferSyntaxUIDInFile, metaInformation.TransferSyntaxUid.Value);
        if (type == DirectoryRecordType.Private)
        {
            record.Set(DicomTag.PrivateRecordUID, sopClass);
        }
        seriesRecord.Children.Add(DirectoryRecord.Encode(record));
    }

    /// <summary>Writes the DICOMDIR as a Part 10 file, explicit VR little endian.</summary>
    /// <param name="path">The file, usually "DICOMDIR" in the root folder; an existing one is replaced.</param>
    /// <exception cref="InvalidOperationException">The directory would be larger than 4 GiB.</exception>
    public void Write(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Write(stream);
    }

    /// <summary>Writes the DICOMDIR as a Part 10 file, explicit VR little endian. More instances may be added and it may be written again.</summary>
    /// <param name="stream">Where to; offsets count from its present position, which should be the start of the file.</param>
    /// <exception cref="InvalidOperationException">The directory would be larger than 4 GiB.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var head = new MemoryStream();
        new DicomFileMetaInformation(DicomUid.MediaStorageDirectoryStorage, _fileSetUid, DicomTransferSyntax.ExplicitVRLittleEndian.Uid).Write(head);

        // Two passes over a head whose length does not depend on the offsets in it.
        long first = head.Length + HeadBytes(0, 0).Length + SequenceHeader;
        long end = Place(_patients, first);
        if (end > uint.MaxValue)
        {
            throw new InvalidOperationException("A DICOMDIR cannot be larger than 4 GiB.");
        }
        stream.Write(head.GetBuffer(), 0, (int)head.Length);
        stream.Write(_patients.Count == 0 ? HeadBytes(0, 0) : HeadBytes(_patients[0].Position, _patients[^1].Position));
        Span<byte> header = stackalloc byte[SequenceHeader];
        BinaryPrimitives.WriteUInt16LittleEndian(header, DicomTag.DirectoryRecordSequence.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], DicomTag.DirectoryRecordSequence.Element);
        "SQ"u8.CopyTo(header[4..]);
        header[6..8].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)(end - first));
        stream.Write(header);
        WriteRecords(stream, _patients);
    }

    private const int SequenceHeader = 12;

    /// <summary>Lays out records depth first: each before what is below it.</summary>
    /// <returns>The position behind the last one.</returns>
    private static long Place(List<DirectoryRecord> records, long position)
    {
        foreach (DirectoryRecord record in records)
        {
            record.Position = position;
            position = Place(record.Children, position + record.Length);
        }
        return position;
    }

    private static void WriteRecords(Stream stream, List<DirectoryRecord> records)
    {
        Span<byte> header = stackalloc byte[DirectoryRecord.ItemHeader];
        for (int i = 0; i < records.Count; i++)
        {
            byte[] bytes = records[i].Complete(i + 1 < records.Count ? records[i + 1] : null);
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0xE000FFFE);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)bytes.Length);
            stream.Write(header);
            stream.Write(bytes);
            WriteRecords(stream, records[i].Children);
        }
    }

    private byte[] HeadBytes(long firstRoot, long lastRoot)
    {
        var head = new DicomDataset();
        head.Set(DicomTag.FileSetID, _fileSetId.Length == 0 ? [] : [_fileSetId]);
        head.Set(DicomTag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, firstRoot);
        head.Set(DicomTag.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity, lastRoot);
        head.Set(DicomTag.FileSetConsistencyFlag, 0);
        using var stream = new MemoryStream();
        DicomDatasetWriter.Write(stream, head, DicomTransferSyntax.ExplicitVRLittleEndian);
        return stream.ToArray();
    }

    private DirectoryRecord Patient(DicomDataset headers, string study)
    {
        // Patients without an ID are told apart by their names and studies, so that strangers are not put together.
        string id = Text(headers, DicomTag.PatientID);
        string key = id.Length > 0 ? "I" + id : $"N{PersonName.ToSearchKey(Text(headers, DicomTag.PatientName))}\n{study}";
        if (!_patientById.TryGetValue(key, out DirectoryRecord? record))
        {
            record = DirectoryRecord.Encode(Keys(DirectoryRecordType.Patient, headers, _patients.Count + 1));
            _patientById.Add(key, record);
            _patients.Add(record);
        }
        return record;
    }

    private DirectoryRecord Entity(DirectoryRecord parent, string uid, DirectoryRecordType type, DicomDataset headers)
    {
        if (!_entities.TryGetValue((parent, uid), out DirectoryRecord? record))
        {
            record = DirectoryRecord.Encode(Keys(type, headers, parent.Children.Count + 1));
            _entities.Add((parent, uid), record);
            parent.Children.Add(record);
        }
        return record;
    }

    private static DicomDataset Keys(DirectoryRecordType type, DicomDataset headers, int number)
    {
        var record = new DicomDataset();
        record.Set(DicomTag.DirectoryRecordType, type.Name);
        if (headers[DicomTag.SpecificCharacterSet] is DicomElement { Value.IsEmpty: false } characterSet)
        {
            record.Set(characterSet);
        }
        foreach (DicomTag tag in type.Required)
        {
            if (Copy(headers, tag) is { } item)
            {
                record.Set(item);
            }
            else
            {
                SetStandIn(record, tag, number);
            }
        }
        foreach (DicomTag tag in type.Listed)
        {
            record.Set(Copy(headers, tag) ?? Empty(tag));
        }
        foreach (DicomTag tag in type.Optional)
        {
            if (Copy(headers, tag) is { } item)
            {
                record.Set(item);
            }
        }
        return record;
    }

    private static DicomItem? Copy(DicomDataset headers, DicomTag tag) => headers[tag] switch
    {
        DicomElement { Value.IsEmpty: false } element when !IsBlank(headers, tag) => element,
        DicomSequence { Items.Count: > 0 } sequence => new DicomSequence(tag, sequence.Items.Select(static item => item.Clone())),
        _ => null,
    };

    private static bool IsBlank(DicomDataset headers, DicomTag tag) => headers.GetStrings(tag) is { } values && Array.TrueForAll(values, static value => value.Length == 0);

    private static DicomItem Empty(DicomTag tag) =>
        DicomDictionary.ImplicitVR(tag) is var vr && vr == DicomVR.SQ ? new DicomSequence(tag) : new DicomElement(tag, vr, default);

    private static void SetStandIn(DicomDataset record, DicomTag tag, int number)
    {
        DicomVR vr = DicomDictionary.ImplicitVR(tag);
        if (tag == DicomTag.PatientID)
        {
            record.Set(tag, "NOID" + number.ToString("D4", CultureInfo.InvariantCulture));
        }
        else if (tag == DicomTag.Modality)
        {
            record.Set(tag, "OT");
        }
        else if (tag == DicomTag.CompletionFlag)
        {
            record.Set(tag, "PARTIAL");
        }
        else if (tag == DicomTag.VerificationFlag)
        {
            record.Set(tag, "UNVERIFIED");
        }
        else if (tag == DicomTag.MIMETypeOfEncapsulatedDocument)
        {
            record.Set(tag, "application/octet-stream");
        }
        else if (vr == DicomVR.SQ)
        {
            record.Set(new DicomSequence(tag));
        }
        else
        {
            record.Set(tag, vr.Code switch
            {
                "DA" => "19000101",
                "TM" => "000000",
                "IS" or "SH" or "US" or "UL" => number.ToString(CultureInfo.InvariantCulture),
                _ => "UNKNOWN",
            });
        }
    }

    private static string Text(DicomDataset headers, DicomTag tag) => headers.GetString(tag) ?? "";
}
