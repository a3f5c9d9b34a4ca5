using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What a test and a block of tests have in common.</summary>
public abstract class PesterItem
{
    /// <summary>The name as it was written, with its templates.</summary>
    public required string Name { get; init; }

    /// <summary>The name with the templates filled in; the written one until it has run.</summary>
    public string ExpandedName { get; internal set; } = "";

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tag { get; init; } = [];

    /// <summary>The block around it; null for the root of a file.</summary>
    public PesterBlock? Block { get; init; }

    /// <summary>The element of -ForEach that it was made for.</summary>
    public object? Data { get; init; }

    /// <summary>The file it is in.</summary>
    public required string File { get; init; }

    /// <summary>The line it begins at.</summary>
    public int StartLine { get; init; }

    /// <summary>It must not run.</summary>
    public bool Skip { get; internal set; }

    /// <summary>What went wrong.</summary>
    public ErrorRecord? ErrorRecord { get; internal set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The names of the blocks around it and its own, with dots between.</summary>
    public string FullName => Block is null or { Block: null } ? Shown : $"{Block.FullName}.{Shown}";

    internal ScriptBlock? Script { get; init; }

    internal bool IsWithin(PesterItem other) => ReferenceEquals(this, other) || (Block?.IsWithin(other) ?? false);

    internal IEnumerable<string> AllTags() => Block is null ? Tag : Tag.Concat(Block.AllTags());

    internal bool IsSkipped() => Skip || (Block?.IsSkipped() ?? false);

    private string Shown => ExpandedName.Length > 0 ? ExpandedName : Name;
}
