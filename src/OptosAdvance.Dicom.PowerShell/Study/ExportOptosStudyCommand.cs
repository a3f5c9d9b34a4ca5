using System.Diagnostics;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Exports studies to a folder as DICOM files.</summary>
/// <remarks>
/// The files are written as they were received. The default is one folder a study; -AsMedia writes the layout of interchange media with a
/// DICOMDIR (PS3.10). An instance that cannot be written is an error of its own, and the rest goes on.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Export-OptosStudy -Destination D:\Export</code>
/// <para>Exports the studies of a patient.</para>
/// </example>
/// <example>
/// <code>Export-OptosStudy -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -Destination E:\ -AsMedia</code>
/// <para>Writes a study with a DICOMDIR to a disk for the patient.</para>
/// </example>
[Cmdlet(VerbsData.Export, "OptosStudy", SupportsShouldProcess = true)]
[OutputType(typeof(ExportResult), typeof(FileInfo))]
public sealed class ExportOptosStudyCommand : OptosCmdlet
{
    private readonly List<string> _studies = [];

    /// <summary>Study Instance UIDs (0020,000D), typed or from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[] StudyInstanceUid { get; set; } = [];

    /// <summary>Folder to write to; it is created when it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Writes the layout of interchange media with a DICOMDIR.</summary>
    [Parameter]
    public SwitchParameter AsMedia { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the files that were written instead of the summary.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        var destination = FileSystemPath(Destination);
        _studies.AddRange(StudyInstanceUid.Where(uid => !_studies.Contains(uid) && ShouldProcess(uid, $"Export study to {destination}")));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        if (_studies.Count == 0)
        {
            return;
        }

        var control = await ControlAsync();
        var running = Stopwatch.StartNew();
        var last = new ExportEvent();
        var request = new ExportRequest
        {
            StudyInstanceUids = _studies.ToEquatableList(),
            Destination = FileSystemPath(Destination),
            AsMedia = AsMedia,
            Force = Force,
        };
        using var progress = new ProgressBar(this, $"Exporting to {request.Destination}", "instances");
        var ended = await TryAsync(request.Destination, async () =>
        {
            await foreach (var file in control.ExportAsync(request, StopToken))
            {
                last = file;
                Report(file);
                progress.Report(file.Done, file.Total, file.Path);
            }
        });
        if (ended && !PassThru)
        {
            WriteObject(new ExportResult
            {
                Destination = request.Destination,
                StudyInstanceUid = [.. _studies],
                Exported = last.Done - last.Failed,
                Failed = last.Failed,
                AsMedia = AsMedia,
                Duration = running.Elapsed,
            });
        }
    }

    private void Report(ExportEvent file)
    {
        if (file.Error is not null)
        {
            var target = file.SopInstanceUid ?? file.StudyInstanceUid;
            WriteError(ErrorRecords.Create(
                "ExportFailed", ErrorCategory.WriteError, $"{file.SopInstanceUid ?? "Study " + file.StudyInstanceUid} was not exported: {file.Error}", "The rest went on; check the destination, then export again with -Force.", target));
        }
        else if (PassThru && file.Path is { } path)
        {
            WriteObject(new FileInfo(path));
        }
    }
}
