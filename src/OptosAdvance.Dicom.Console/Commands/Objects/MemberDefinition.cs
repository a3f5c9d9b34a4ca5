namespace OptosAdvance.Dicom.Console;

/// <summary>What Get-Member says of a member.</summary>
public sealed class MemberDefinition
{
    /// <summary>The object's type.</summary>
    public required string TypeName { get; init; }

    /// <summary>The member's name.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of member it is.</summary>
    public required System.Management.Automation.PSMemberTypes MemberType { get; init; }

    /// <summary>How it is written.</summary>
    public required string Definition { get; init; }

    /// <summary>The definition.</summary>
    public override string ToString() => Definition;
}
