using System.Globalization;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Fills an index with made-up studies, straight, without files. The same number gives the same index.</summary>
internal static class BulkIndex
{
    private static readonly string[] s_families =
        ["Galton", "Garcia", "Gauss", "Smith", "Smythe", "Müller", "Yamada", "Nguyen", "Okafor", "Rossi", "Silva", "Ivanov", "Haddad", "Kim", "Lindqvist"];

    private static readonly string[] s_givens = ["Anna", "Bo", "Chen", "Dora", "Emil", "Fatima", "Gustav", "Hana", "Ines", "Jan"];

    private static readonly string[] s_modalities = ["OP", "OPT", "OPM", "OAM", "VF", "KER"];

    public static string PatientId(int study) => "ID" + (study / 2).ToString("D8", CultureInfo.InvariantCulture);

    public static string StudyUid(int study) => "1.2.826.0.1." + study.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds studies of one series and instance each; two studies in a row share a patient.</summary>
    public static void Fill(IndexWriter index, int studies, long volumeId = 1)
    {
        const int batch = 20_000;
        var random = new Random(20260101);
        var received = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < studies; i++)
        {
            if (i % batch == 0)
            {
                index.Begin();
            }

            index.Put(MakeEntry(i, random, received.AddSeconds(i)), volumeId);
            if (i % batch == batch - 1 || i == studies - 1)
            {
                index.Commit();

                // As the committer does from time to time: without it all would stay in the write-ahead log.
                if (i % (10 * batch) == (10 * batch) - 1 || i == studies - 1)
                {
                    index.Checkpoint();
                }
            }
        }
    }

    private static IndexEntry MakeEntry(int i, Random random, DateTimeOffset received)
    {
        // Families thin out, as in life: a few common names and a long tail.
        var family = random.Next(10) < 6
            ? s_families[random.Next(s_families.Length)]
            : string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + random.Next(26))}{(char)('a' + random.Next(26))}{random.Next(100_000):x}");
        var date = new DateOnly(2006, 1, 1).AddDays(random.Next(7300));
        var study = StudyUid(i);
        return new IndexEntry
        {
            Content = new IndexedContent(
                new StudyAttributes
                {
                    StudyInstanceUid = study,
                    PatientId = PatientId(i),
                    PatientName = $"{family}^{s_givens[random.Next(s_givens.Length)]}",
                    BirthDate = StudyMoment.DateNumber(new DateOnly(1930, 1, 1).AddDays(random.Next(30000))),
                    PatientSex = i % 2 == 0 ? "F" : "M",
                    Moment = StudyMoment.From(date, new TimeOnly(random.Next(24), random.Next(60))),
                    AccessionNumber = "ACC" + i.ToString(CultureInfo.InvariantCulture),
                    StudyId = i.ToString(CultureInfo.InvariantCulture),
                    StudyDescription = "Fundus",
                    ReferringPhysicianName = "Doctor^Who",
                },
                new SeriesAttributes { SeriesInstanceUid = study + ".1", Modality = s_modalities[random.Next(s_modalities.Length)] },
                new InstanceAttributes
                {
                    SopInstanceUid = study + ".1.1",
                    SopClassUid = "1.2.840.10008.5.1.4.1.1.77.1.5.1",
                    TransferSyntaxUid = "1.2.840.10008.1.2.4.50",
                }),
            File = new StoredFile(1_800_000, 400, (ulong)i),
            ReceivedAt = received,
            Source = "CAMERA" + (i % 5).ToString(CultureInfo.InvariantCulture),
        };
    }
}
