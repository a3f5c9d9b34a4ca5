using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>A Describe, a Context, or the root of a file.</summary>
public sealed class PesterBlock : PesterItem
{
    /// <summary>Describe, Context or Root.</summary>
    public required string Kind { get; init; }

    internal List<PesterItem> Items { get; } = [];

    internal List<ScriptBlock> BeforeAll { get; } = [];

    internal List<ScriptBlock> AfterAll { get; } = [];

    internal List<ScriptBlock> BeforeEach { get; } = [];

    internal List<ScriptBlock> AfterEach { get; } = [];

    internal int Depth => Block is null ? 0 : Block.Depth + 1;

    internal IEnumerable<PesterTest> Tests() => Items.SelectMany(item => item switch
    {
        PesterTest test => [test],
        PesterBlock block => block.Tests(),
        _ => Enumerable.Empty<PesterTest>(),
    });

    internal IEnumerable<PesterBlock> Blocks() => Items.OfType<PesterBlock>().SelectMany(block => block.Blocks()).Prepend(this);
}
