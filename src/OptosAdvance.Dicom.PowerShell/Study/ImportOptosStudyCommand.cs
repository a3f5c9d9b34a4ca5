using System.Diagnostics;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Imports DICOM files and folders of them into the host.</summary>
/// <remarks>
/// Folders are searched with all their subfolders; files in them that are not DICOM are skipped. A file that cannot be imported is an error
/// of its own, and the rest goes on. The host reads the files itself, so it must be able to open them.
/// </remarks>
/// <example>
/// <code>Import-OptosStudy -Path D:\Archive\2023</code>
/// <para>Imports every DICOM file below a folder, with a progress bar.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Path D:\Incoming -Filter *.dcm | Import-OptosStudy | Get-OptosStudy</code>
/// <para>Imports some files and shows the studies that they belong to.</para>
/// </example>
[Cmdlet(VerbsData.Import, "OptosStudy", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(ImportResult))]
public sealed class ImportOptosStudyCommand : OptosCmdlet
{
    private readonly List<string> _paths = [];

    /// <summary>Files and folders; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders, taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Does not descend into subfolders.</summary>
    [Parameter]
    public SwitchParameter NoRecurse { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        foreach (var path in ParameterSetName == "Path" ? Path : LiteralPath)
        {
            foreach (var found in Resolve(path))
            {
                if (ShouldProcess(found, "Import DICOM files"))
                {
                    _paths.Add(found);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        if (_paths.Count == 0)
        {
            return;
        }

        var control = await ControlAsync();
        var running = Stopwatch.StartNew();
        var studies = new List<string>();
        var known = new HashSet<string>();
        var last = new ImportEvent();
        var skipped = 0;
        using var progress = new ProgressBar(this, "Importing DICOM files", "files");
        await foreach (var file in control.ImportAsync(new ImportRequest { Paths = _paths.ToEquatableList(), Recurse = !NoRecurse }, StopToken))
        {
            last = file;
            skipped += file.Skipped ? 1 : 0;
            if (file.Error is not null && !file.Skipped)
            {
                WriteError(ErrorRecords.Create(
                    "ImportFailed", ErrorCategory.InvalidData, $"'{file.Path}' was not imported: {file.Error}", "The other files went on; import this one again once it is put right.", file.Path));
            }
            else if (file.StudyInstanceUid is { } study && known.Add(study))
            {
                studies.Add(study);
            }

            progress.Report(file.FilesDone, file.FilesTotal, file.Path);
        }

        WriteObject(new ImportResult
        {
            Path = [.. _paths],
            Files = last.FilesDone,
            Imported = last.Imported,
            Skipped = skipped,
            Failed = last.Failed,
            Duration = running.Elapsed,
            StudyInstanceUid = [.. studies],
        });
    }

    private string[] Resolve(string path)
    {
        var literal = ParameterSetName != "Path" || !WildcardPattern.ContainsWildcardCharacters(path);
        try
        {
            if (!literal)
            {
                return [.. GetResolvedProviderPathFromPSPath(path, out _)];
            }

            var found = FileSystemPath(path);
            if (File.Exists(found) || Directory.Exists(found))
            {
                return [found];
            }
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            // Said below as for a literal path.
        }

        WriteError(ErrorRecords.Create(
            "PathNotFound", ErrorCategory.ObjectNotFound, $"There is no file or folder '{path}'.", "Check the path.", path));
        return [];
    }
}
