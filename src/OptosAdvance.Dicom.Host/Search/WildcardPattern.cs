namespace OptosAdvance.Dicom.Host;

/// <summary>A matching key with the wildcards <c>*</c> and <c>?</c> (PS3.4 C.2.2.2.4).</summary>
internal readonly record struct WildcardPattern
{
    public WildcardPattern(string text)
    {
        Text = text;
        var first = text.AsSpan().IndexOfAny('*', '?');
        HasWildcard = first >= 0;
        Prefix = first < 0 ? text : text[..first];
        MatchesAll = text.Length > 0 && text.AsSpan().Trim('*').IsEmpty;
        IsPrefix = HasWildcard && Prefix.Length > 0 && text.AsSpan(first).Trim('*').IsEmpty;
    }

    public string Text { get; }

    public bool HasWildcard { get; }

    /// <summary>What stands before the first wildcard.</summary>
    public string Prefix { get; }

    /// <summary>Nothing but asterisks.</summary>
    public bool MatchesAll { get; }

    /// <summary>A prefix, an asterisk and nothing else: the range of the prefix says it all.</summary>
    public bool IsPrefix { get; }

    /// <summary>The pattern in the language of SQLite's GLOB, where a bracket is special too.</summary>
    public string Glob => Text.Replace("[", "[[]", StringComparison.Ordinal);

    /// <summary>Upper bound of everything that starts with the prefix, in the order of SQLite's binary collation.</summary>
    public static string After(string prefix) => prefix + "\U0010FFFF";
}
