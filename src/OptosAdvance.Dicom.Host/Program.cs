using OptosAdvance.Dicom.Host;

return await HostCommandLine.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
