namespace OptosAdvance.Dicom.Core;

/// <summary>A person name (VR PN, PS3.5 6.2.1): three component groups of five components each. Immutable.</summary>
/// <param name="Alphabetic">The group in an alphabetic script.</param>
/// <param name="Ideographic">The group in ideographs (or Hangul).</param>
/// <param name="Phonetic">The group in a phonetic script, such as Hiragana.</param>
public sealed record PersonName(PersonNameGroup Alphabetic, PersonNameGroup Ideographic, PersonNameGroup Phonetic)
{
    /// <summary>A name with only an alphabetic group.</summary>
    /// <param name="alphabetic">The group.</param>
    public PersonName(PersonNameGroup alphabetic)
        : this(alphabetic, PersonNameGroup.Empty, PersonNameGroup.Empty)
    {
    }

    /// <summary>The name without any component.</summary>
    public static PersonName Empty { get; } = new(PersonNameGroup.Empty);

    /// <summary>Whether no component of any group is given.</summary>
    public bool IsEmpty => Alphabetic.IsEmpty && Ideographic.IsEmpty && Phonetic.IsEmpty;

    /// <summary>Reads one value. Never fails: what is beyond a third group is dropped.</summary>
    /// <param name="text">The decoded value, groups separated by '=', components by '^'.</param>
    public static PersonName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] groups = text.Split('=');
        return new PersonName(At(0), At(1), At(2));

        PersonNameGroup At(int index) => index < groups.Length ? PersonNameGroup.Parse(groups[index]) : PersonNameGroup.Empty;
    }

    /// <summary>The name as DICOM writes it, without the delimiters of absent trailing groups and components.</summary>
    public override string ToString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');

    /// <summary>The name as people write it: the alphabetic group if there is one, then the ideographic one in parentheses.</summary>
    public string ToDisplayString()
    {
        string alphabetic = Alphabetic.ToDisplayString();
        string native = (Ideographic.IsEmpty ? Phonetic : Ideographic).ToDisplayString(familyNameFirst: true);
        return alphabetic.Length == 0 ? native : native.Length == 0 ? alphabetic : $"{alphabetic} ({native})";
    }

    /// <summary>
    /// The name in the form in which names are compared when searching: see <see cref="ToSearchKey(string)"/>.
    /// </summary>
    public string ToSearchKey() => ToSearchKey(ToString());

    /// <summary>
    /// Folds a name, or a matching key with its wildcards, so that an ordinary comparison ignores case (Unicode simple upper case),
    /// diacritics of Latin, Greek and Cyrillic letters ("é" as "E", "ß" as "SS", "ø" as "O"), full and half width forms ("Ａ" as "A",
    /// "ﾔﾏﾀﾞ" as "ヤマダ"), and repeated or surrounding blanks. Delimiters '^' and '=' and wildcards '*' and '?' are kept;
    /// delimiters of absent trailing components are removed.
    /// </summary>
    /// <param name="text">A name as <see cref="ToString"/> writes it, or a key of a query.</param>
    public static string ToSearchKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextFolding.Fold(text);
    }
}
