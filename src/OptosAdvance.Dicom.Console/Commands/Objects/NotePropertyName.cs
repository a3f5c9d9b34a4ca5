using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>
/// A property's name that is not the name of a member type: both can stand at the first place of Add-Member, and the engine takes the
/// parameter whose type the argument converts to.
/// </summary>
public sealed class NotePropertyName
{
    private NotePropertyName(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Takes a name.</summary>
    /// <exception cref="FormatException">It is the name of a member type.</exception>
    public static NotePropertyName Parse(string text) =>
        Enum.TryParse<PSMemberTypes>(text, ignoreCase: true, out _)
            ? throw new FormatException($"'{text}' is the name of a member type; use -MemberType NoteProperty -Name '{text}'.")
            : new NotePropertyName(text);
}
