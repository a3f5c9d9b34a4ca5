using System.Globalization;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>Synthesises ophthalmic studies: a fundus photograph and a wide-field image of each eye. Nothing of them is of a real person.</summary>
public static class SampleStudy
{
    private const int Days = 700;
    private static readonly DateOnly FirstDay = new(2024, 1, 2);

    /// <summary>Makes the files of a study. The same seed and options give the same files.</summary>
    /// <param name="seed">Decides on the patient, the UIDs, the day and what the images look like.</param>
    /// <param name="options">Sizes and series; null for the usual ones.</param>
    /// <returns>Ophthalmic Photography 8 Bit images in JPEG baseline.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size or the quality is out of its range.</exception>
    public static IReadOnlyList<DicomFile> Create(int seed, SampleStudyOptions? options = null)
    {
        options ??= new SampleStudyOptions();
        options.Validate();
        var files = new List<DicomFile>();
        if (options.IncludeFundus)
        {
            files.AddRange(CreateSeries(seed, options, wideField: false));
        }
        if (options.IncludeWideField)
        {
            files.AddRange(CreateSeries(seed, options, wideField: true));
        }
        return files;
    }

    private static IEnumerable<DicomFile> CreateSeries(int seed, SampleStudyOptions options, bool wideField)
    {
        (int width, int height) = wideField ? (options.WideFieldWidth, options.WideFieldHeight) : (options.FundusWidth, options.FundusHeight);
        foreach (bool rightEye in (bool[])[true, false])
        {
            var scene = new RetinaScene(width, height, rightEye, wideField, unchecked(seed * 4 + (rightEye ? 1 : 0) + (wideField ? 2 : 0)));
            byte[] jpeg = JpegBaseline.Encode(RetinaPainter.Paint(scene), options.Quality);
            DateTime begin = Begin(seed);
            DateTime acquired = begin.AddSeconds(60 + (wideField ? 180 : 0) + (rightEye ? 0 : 45));
            yield return SampleInstance.Create(seed, scene, jpeg, begin, acquired);
        }
    }

    private static DateTime Begin(int seed)
    {
        var random = new Random(seed);
        DateOnly day = FirstDay.AddDays(random.Next(Days));
        return day.ToDateTime(new TimeOnly(8 + random.Next(9), random.Next(60), random.Next(60)));
    }

    /// <summary>The name of a file of <see cref="Create"/>, which is unique within a study: "fundus-R.dcm".</summary>
    /// <param name="file">The file.</param>
    public static string FileName(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string series = file.Dataset.GetString(DicomTag.SeriesNumber) == "1" ? "fundus" : "widefield";
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{file.Dataset.GetString(DicomTag.ImageLaterality)}.dcm");
    }
}
