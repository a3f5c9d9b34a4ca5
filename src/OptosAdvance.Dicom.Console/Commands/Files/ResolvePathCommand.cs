using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Resolves wildcards and relative paths.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = "Path")]
internal sealed class ResolvePathCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Relative { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            Attempt("ResolvePathError", path, () =>
            {
                var escaped = IsLiteral ? WildcardPattern.Escape(path) : path;
                foreach (var resolved in SessionState.Path.GetResolvedPSPathFromPSPath(escaped))
                {
                    WriteObject(Relative ? MakeRelative(resolved) : resolved);
                }
            });
        }
    }

    private string MakeRelative(PathInfo resolved)
    {
        var relative = System.IO.Path.GetRelativePath(SessionState.Path.CurrentFileSystemLocation.ProviderPath, resolved.ProviderPath);
        return relative.StartsWith("..", StringComparison.Ordinal) ? relative : System.IO.Path.Combine(".", relative);
    }
}
