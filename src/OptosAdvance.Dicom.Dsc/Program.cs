using OptosAdvance.Dicom.Dsc;

return CommandLineApplication.Run(args, Console.OpenStandardInput, Console.OpenStandardOutput(), Console.OpenStandardError());
