using OptosAdvance.Dicom.HelpGenerator;

// Writes the help of the module from the documentation comments of its cmdlets, or with --check says whether it is current.
var check = args.Contains("--check");
var target = args.FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal));
if (target is null)
{
    await Console.Error.WriteLineAsync("Usage: dotnet run --project tools/OptosAdvance.Dicom.HelpGenerator -- [--check] FILE");
    return 2;
}

var help = MamlDocument.Create(CmdletDescription.All());
if (!check)
{
    await File.WriteAllTextAsync(target, help);
    return 0;
}

if (File.Exists(target) && await File.ReadAllTextAsync(target) == help)
{
    return 0;
}

await Console.Error.WriteLineAsync($"{target} is not current. Generate it again: dotnet run --project tools/OptosAdvance.Dicom.HelpGenerator -- {target}");
return 1;
