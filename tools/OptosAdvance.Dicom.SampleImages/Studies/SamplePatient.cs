namespace OptosAdvance.Dicom.SampleImages;

/// <summary>An invented person.</summary>
/// <param name="Name">Person name as DICOM writes it.</param>
/// <param name="CharacterSet">Values of Specific Character Set (0008,0005) that can express it; none for plain ASCII.</param>
/// <param name="Sex">M, F or O.</param>
/// <param name="Birth">The day of birth.</param>
internal sealed record SamplePatient(string Name, string[] CharacterSet, string Sex, DateOnly Birth)
{
    private static readonly SamplePatient[] All =
    [
        new("Smith^Jonathan^A^Mr.", [], "M", new DateOnly(1957, 3, 9)),
        new("Yamada^Tarou=山田^太郎=やまだ^たろう", ["", "ISO 2022 IR 87"], "M", new DateOnly(1961, 11, 23)),
        new("Διονυσίου^Ελένη", ["ISO_IR 126"], "F", new DateOnly(1948, 7, 2)),
        new("Müller^Jürgen^^Dr.", ["ISO_IR 100"], "M", new DateOnly(1972, 1, 30)),
        new("Kowalska^Żaneta", ["ISO_IR 192"], "F", new DateOnly(1989, 5, 17)),
        new("Hong^Gildong=洪^吉洞=홍^길동", ["", "ISO 2022 IR 149"], "M", new DateOnly(1966, 9, 14)),
        new("Garcia Lopez^Maria", [], "F", new DateOnly(1994, 12, 5)),
        new("Wang^XiaoDong=王^小东", ["GB18030"], "M", new DateOnly(1953, 2, 28)),
    ];

    /// <summary>The patient of a seed: neighbouring seeds give different ones, and every eighth the same.</summary>
    internal static SamplePatient For(int seed) => All[(int)((uint)seed % (uint)All.Length)];
}
