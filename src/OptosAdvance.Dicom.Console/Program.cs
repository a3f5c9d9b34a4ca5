using OptosAdvance.Dicom.Console;

return ConsoleApplication.Run(args);
