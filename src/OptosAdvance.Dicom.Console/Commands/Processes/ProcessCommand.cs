using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What the commands on processes share.</summary>
internal abstract class ProcessCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    public virtual string[]? Name { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [Alias("PID")]
    public virtual int[]? Id { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public virtual Process[]? InputObject { get; set; }

    protected IEnumerable<Process> Find()
    {
        if (InputObject is not null)
        {
            return InputObject;
        }

        return Id is not null ? FindById(Id) : FindByName(Name ?? ["*"]);
    }

    protected static bool IsProcessProblem(Exception problem) =>
        problem is Win32Exception or InvalidOperationException or NotSupportedException;

    private IEnumerable<Process> FindById(int[] ids)
    {
        foreach (var id in ids)
        {
            Process process;
            try
            {
                process = Process.GetProcessById(id);
            }
            catch (ArgumentException problem)
            {
                WriteError(new ErrorRecord(
                    new PSInvalidOperationException($"Cannot find a process with the process identifier {id}.", problem),
                    "NoProcessFoundForGivenId", ErrorCategory.ObjectNotFound, id));
                continue;
            }

            yield return process;
        }
    }

    private IEnumerable<Process> FindByName(string[] names)
    {
        var all = Process.GetProcesses().OrderBy(process => process.ProcessName, StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.Where(process => pattern.IsMatch(process.ProcessName)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new PSInvalidOperationException($"Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again."),
                    "NoProcessFoundForGivenName", ErrorCategory.ObjectNotFound, name));
            }

            foreach (var process in found)
            {
                yield return process;
            }
        }
    }
}
