using System.Globalization;
using OptosAdvance.Dicom.SampleImages;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>Photographs patients that do not exist.</summary>
internal static class SamplePhotographs
{
    /// <summary>Writes one folder per study and returns the files.</summary>
    public static IReadOnlyList<string> Write(string folder, int studies, int seed)
    {
        var files = new List<string>();
        for (var i = 0; i < studies; i++)
        {
            var study = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"study-{seed + i:D6}"));
            Directory.CreateDirectory(study);
            foreach (var file in SampleStudy.Create(seed + i))
            {
                var path = Path.Combine(study, SampleStudy.FileName(file));
                file.Save(path);
                files.Add(path);
            }
        }

        return files;
    }
}
