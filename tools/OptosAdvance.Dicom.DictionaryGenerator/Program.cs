using OptosAdvance.Dicom.DictionaryGenerator;

if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: OptosAdvance.Dicom.DictionaryGenerator <data folder> <folder of OptosAdvance.Dicom.Core>");
    return 2;
}

foreach (var (path, content) in CodeGenerator.Generate(args[0]))
{
    File.WriteAllText(Path.Combine(args[1], path), content);
    Console.WriteLine(path);
}

return 0;
