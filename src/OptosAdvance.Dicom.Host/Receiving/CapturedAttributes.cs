using System.Buffers.Binary;
using System.Globalization;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Attributes that were captured from a data set, decoded with its character set.</summary>
internal sealed class CapturedAttributes
{
    private readonly DicomTransferSyntax _transferSyntax;
    private readonly IReadOnlyDictionary<DicomTag, CapturedValue> _captured;
    private readonly ReadOnlyMemory<byte> _values;
    private readonly DicomCharacterSet _characterSet;

    public CapturedAttributes(
        DicomTransferSyntax transferSyntax, IReadOnlyDictionary<DicomTag, CapturedValue> captured, ReadOnlyMemory<byte> values)
    {
        _transferSyntax = transferSyntax;
        _captured = captured;
        _values = values;
        _characterSet = DicomCharacterSet.Default;
        _characterSet = DicomCharacterSet.FromSpecificCharacterSet(Text(DicomTag.SpecificCharacterSet).Split('\\'));
    }

    public string SopClassUid => Uid(DicomTag.SOPClassUID);

    public string SopInstanceUid => Uid(DicomTag.SOPInstanceUID);

    public string StudyInstanceUid => Uid(DicomTag.StudyInstanceUID);

    public string SeriesInstanceUid => Uid(DicomTag.SeriesInstanceUID);

    /// <summary>What the index keeps.</summary>
    public IndexedContent ToContent() => new(
        new StudyAttributes
        {
            StudyInstanceUid = StudyInstanceUid,
            PatientId = Text(DicomTag.PatientID),
            PatientName = Text(DicomTag.PatientName),
            BirthDate = Date(DicomTag.PatientBirthDate) is { } birth ? StudyMoment.DateNumber(birth) : 0,
            PatientSex = First(DicomTag.PatientSex),
            Moment = StudyMoment.From(Date(DicomTag.StudyDate), Time(DicomTag.StudyTime)),
            AccessionNumber = Text(DicomTag.AccessionNumber),
            StudyId = Text(DicomTag.StudyID),
            StudyDescription = Text(DicomTag.StudyDescription),
            ReferringPhysicianName = Text(DicomTag.ReferringPhysicianName),
        },
        new SeriesAttributes
        {
            SeriesInstanceUid = SeriesInstanceUid,
            Modality = First(DicomTag.Modality),
            SeriesNumber = Integer(DicomTag.SeriesNumber),
            SeriesDescription = Text(DicomTag.SeriesDescription),
            Laterality = First(DicomTag.Laterality) is { Length: > 0 } laterality ? laterality : First(DicomTag.ImageLaterality),
            BodyPartExamined = First(DicomTag.BodyPartExamined),
            Manufacturer = Text(DicomTag.Manufacturer),
            StationName = Text(DicomTag.StationName),
        },
        new InstanceAttributes
        {
            SopInstanceUid = SopInstanceUid,
            SopClassUid = SopClassUid,
            TransferSyntaxUid = _transferSyntax.Uid.Value,
            InstanceNumber = Integer(DicomTag.InstanceNumber),
            NumberOfFrames = Integer(DicomTag.NumberOfFrames) is { } frames and > 0 ? frames : 1,
            Rows = Number(DicomTag.Rows),
            Columns = Number(DicomTag.Columns),
        });

    private string Uid(DicomTag tag) => First(tag);

    private string First(DicomTag tag)
    {
        var text = Text(tag);
        var end = text.IndexOf('\\', StringComparison.Ordinal);
        return end < 0 ? text : text[..end].Trim();
    }

    /// <summary>Without padding and control characters; empty when absent.</summary>
    private string Text(DicomTag tag)
    {
        if (!_captured.TryGetValue(tag, out var value))
        {
            return "";
        }

        // A value of VR UN is text all the same: the tags are known to be.
        var vr = value.VR == DicomVR.UN ? DicomDictionary.ImplicitVR(tag) : value.VR;
        var text = _characterSet.Decode(Bytes(value), vr).Trim(' ', '\0', '\r', '\n', '\t');
        return text.AsSpan().IndexOfAnyInRange('\0', '\x1F') < 0 ? text : string.Concat(text.Where(static c => c > '\x1F'));
    }

    private DateOnly? Date(DicomTag tag) => DicomDate.TryParse(First(tag), out var date) ? date.Value : null;

    private TimeOnly? Time(DicomTag tag) => DicomTime.TryParse(First(tag), out var time) ? time.Earliest : null;

    private int? Integer(DicomTag tag) =>
        int.TryParse(First(tag), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private int? Number(DicomTag tag)
    {
        if (!_captured.TryGetValue(tag, out var value) || value.Length < 2)
        {
            return null;
        }

        var bytes = Bytes(value);
        return _transferSyntax.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private ReadOnlySpan<byte> Bytes(CapturedValue value) => _values.Span.Slice(value.Start, value.Length);
}
