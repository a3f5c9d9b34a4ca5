using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What the variable commands share.</summary>
internal abstract class VariableCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public virtual string[] Name { get; set; } = [];

    /// <summary>Global, Script, Local, or how many scopes up.</summary>
    [Parameter]
    public string? Scope { get; set; }

    /// <summary>The variables whose names are like the patterns; an error for a plain name that is not there.</summary>
    protected IReadOnlyList<PSVariable> Find(bool errorWhenMissing)
    {
        var known = EngineInternals.Variables(SessionState, Scope);
        var found = new List<PSVariable>();
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var matches = known.Where(variable => pattern.IsMatch(variable.Name)).OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase);
            found.AddRange(matches);
            if (errorWhenMissing && !WildcardPattern.ContainsWildcardCharacters(name)
                && !found.Exists(variable => variable.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Cannot find a variable with the name '{name}'."),
                    "VariableNotFound", ErrorCategory.ObjectNotFound, name));
            }
        }

        return found;
    }
}
