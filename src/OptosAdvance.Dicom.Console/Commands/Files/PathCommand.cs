using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What the commands with <c>-Path</c> and <c>-LiteralPath</c> share.</summary>
internal abstract class PathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public virtual string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    protected bool IsLiteral => LiteralPath is not null;

    protected IReadOnlyList<string> Paths => LiteralPath ?? Path ?? ["."];

    /// <summary>The paths in the provider's own form that a path with wildcards stands for; none, with an error, when nothing is there.</summary>
    protected IReadOnlyList<string> Resolve(string path, out ProviderInfo provider)
    {
        provider = SessionState.Path.CurrentLocation.Provider;
        try
        {
            if (!IsLiteral)
            {
                return SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
            }

            var literal = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
            if (InvokeProvider.Item.Exists(path, force: true, literalPath: true))
            {
                return [literal];
            }

            WriteNotFound(path);
        }
        catch (ItemNotFoundException)
        {
            WriteNotFound(path);
        }
        catch (RuntimeException problem)
        {
            WriteError(new ErrorRecord(problem.ErrorRecord, problem));
        }

        return [];
    }

    /// <summary>The path of a file that need not be there.</summary>
    protected string Unresolved(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    protected bool IsFileSystem(string path)
    {
        SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem";
    }

    /// <summary>Runs one piece of work; what a provider or a file refuses becomes an error of its own.</summary>
    protected void Attempt(string errorId, object target, Action work)
    {
        try
        {
            work();
        }
        catch (ItemNotFoundException problem)
        {
            WriteError(new ErrorRecord(problem, "PathNotFound", ErrorCategory.ObjectNotFound, target));
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException problem)
        {
            WriteError(new ErrorRecord(problem.ErrorRecord, problem));
        }
        catch (Exception problem) when (FileContent.IsFileProblem(problem))
        {
            WriteError(new ErrorRecord(problem, errorId, ErrorCategory.WriteError, target));
        }
    }

    protected void WriteNotFound(string path) => WriteError(new ErrorRecord(
        new ItemNotFoundException($"Cannot find path '{Unresolved(path)}' because it does not exist."),
        "PathNotFound", ErrorCategory.ObjectNotFound, path));
}
