using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Rows of the index as results.</summary>
internal static class StudyRowReader
{
    /// <summary>A row of <see cref="StudySearchQuery"/>.</summary>
    public static StudySummary ReadStudy(SqliteDataReader reader) => new()
    {
        StudyInstanceUid = reader.GetString(0),
        PatientId = reader.GetString(1),
        PatientName = reader.GetString(2),
        PatientBirthDate = StudyMoment.ToDate(reader.GetInt32(3))?.ToDateTime(TimeOnly.MinValue),
        PatientSex = reader.GetString(4),
        StudyDate = StudyMoment.ToDateTime(reader.GetInt64(5)),
        AccessionNumber = reader.GetString(6),
        StudyId = reader.GetString(7),
        StudyDescription = reader.GetString(8),
        ReferringPhysicianName = reader.GetString(9),
        Modalities = reader.GetString(10).Split('\\', StringSplitOptions.RemoveEmptyEntries),
        Series = reader.GetInt32(11),
        Instances = reader.GetInt32(12),
        Size = reader.GetInt64(13),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(14)),
        LastAccessedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(15)),
        Source = reader.GetString(16),
        IsProtected = reader.GetBoolean(17),
        CommittedInstances = reader.GetInt32(18),
    };

    /// <summary>Columns: uid, modality, number, description, laterality, body part, manufacturer, station.</summary>
    public static SeriesDetail ReadSeries(SqliteDataReader reader, EquatableList<InstanceDetail> instances) => new()
    {
        SeriesInstanceUid = reader.GetString(1),
        Modality = reader.GetString(2),
        SeriesNumber = NullableInt(reader, 3),
        SeriesDescription = reader.GetString(4),
        Laterality = reader.GetString(5),
        BodyPartExamined = reader.GetString(6),
        Manufacturer = reader.GetString(7),
        StationName = reader.GetString(8),
        Instances = instances,
    };

    public static int? NullableInt(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
}
