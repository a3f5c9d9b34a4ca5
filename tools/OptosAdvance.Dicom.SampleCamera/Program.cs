using OptosAdvance.Dicom.SampleCamera;

return await CameraCommandLine.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
