namespace OptosAdvance.Dicom.Core;

/// <summary>One component group of a person name: up to five components (PS3.5 6.2.1). Components that are not given are empty.</summary>
/// <param name="FamilyName">Family name complex.</param>
/// <param name="GivenName">Given name complex.</param>
/// <param name="MiddleName">Middle name.</param>
/// <param name="Prefix">Name prefix, such as "Dr.".</param>
/// <param name="Suffix">Name suffix, such as "MD".</param>
public sealed record PersonNameGroup(string FamilyName, string GivenName = "", string MiddleName = "", string Prefix = "", string Suffix = "")
{
    /// <summary>A group without any component.</summary>
    public static PersonNameGroup Empty { get; } = new("");

    /// <summary>Whether no component is given.</summary>
    public bool IsEmpty =>
        FamilyName.Length + GivenName.Length + MiddleName.Length + Prefix.Length + Suffix.Length == 0;

    /// <summary>Reads a group. Never fails: blanks around components are not significant, carets beyond the fourth belong to the suffix.</summary>
    /// <param name="text">The group, components separated by '^'.</param>
    public static PersonNameGroup Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] components = text.Split('^', 5, StringSplitOptions.TrimEntries);
        return components is [""]
            ? Empty
            : new PersonNameGroup(components[0], At(1), At(2), At(3), At(4));

        string At(int index) => index < components.Length ? components[index] : "";
    }

    /// <summary>The group as DICOM writes it, without the delimiters of absent trailing components.</summary>
    public override string ToString() => string.Join('^', FamilyName, GivenName, MiddleName, Prefix, Suffix).TrimEnd('^');

    /// <summary>The group as people write it: "Dr. Anna Maria Muster, MD", or family name first where <paramref name="familyNameFirst"/>.</summary>
    /// <param name="familyNameFirst">Whether the family name leads, as in ideographic and phonetic groups.</param>
    public string ToDisplayString(bool familyNameFirst = false)
    {
        string[] order = familyNameFirst
            ? [Prefix, FamilyName, GivenName, MiddleName]
            : [Prefix, GivenName, MiddleName, FamilyName];
        string name = string.Join(' ', order.Where(static part => part.Length > 0));
        return Suffix.Length == 0 ? name : name.Length == 0 ? Suffix : $"{name}, {Suffix}";
    }
}
