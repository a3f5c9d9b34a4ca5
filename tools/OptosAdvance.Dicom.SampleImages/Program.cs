using System.Globalization;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.SampleImages;

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return args.Length == 0 ? 2 : 0;
}

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine($"sampleimages: {error.Message} See sampleimages --help.");
    return 2;
}

for (int i = 0; i < line.Studies; i++)
{
    int seed = unchecked(line.Seed + i);
    string folder = Path.Combine(line.Output, string.Create(CultureInfo.InvariantCulture, $"study-{(uint)seed:D6}"));
    Directory.CreateDirectory(folder);
    foreach (DicomFile file in SampleStudy.Create(seed, line.Options))
    {
        string path = Path.Combine(folder, SampleStudy.FileName(file));
        file.Save(path);
        Console.WriteLine(path);
    }
}
return 0;
