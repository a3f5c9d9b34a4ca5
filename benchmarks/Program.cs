return await OptosAdvance.Dicom.Benchmarks.BenchmarkCommandLine.Create().Parse(args).InvokeAsync();
