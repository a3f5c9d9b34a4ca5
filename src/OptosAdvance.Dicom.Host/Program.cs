using System.CommandLine;
using OptosAdvance.Dicom.Host;

// The host's own lifetime answers to signals: it stops in an orderly way, which may take its grace period.
return await HostCommandLine.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
