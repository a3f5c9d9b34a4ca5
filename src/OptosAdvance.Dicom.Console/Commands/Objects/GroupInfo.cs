using System.Collections.ObjectModel;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Objects whose grouping properties are equal.</summary>
public sealed class GroupInfo
{
    internal GroupInfo(IReadOnlyList<object?> values)
    {
        Values = [.. values];
        Name = string.Join(", ", values.Select(value => value?.ToString() ?? ""));
    }

    /// <summary>The values that the objects share, as one text.</summary>
    public string Name { get; }

    /// <summary>The values that the objects share.</summary>
    public Collection<object?> Values { get; }

    /// <summary>The objects; empty when they were not asked for.</summary>
    public Collection<PSObject> Group { get; } = [];

    /// <summary>How many objects there are.</summary>
    public int Count { get; internal set; }
}
