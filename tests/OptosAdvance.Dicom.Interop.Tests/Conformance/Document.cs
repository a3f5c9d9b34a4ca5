namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A page of docs/ with generated tables between marker comments.</summary>
internal sealed class Document
{
    private readonly string _path;
    private readonly string _before;
    private string _text;

    private Document(string path)
    {
        _path = path;
        _text = _before = File.ReadAllText(path);
    }

    public static Document Open(string name) => new(Path.Combine(BuiltProduct.Root, "docs", name));

    public void SetTable(string name, string table)
    {
        var begin = $"<!-- generated: {name} -->\n";
        const string End = "<!-- end -->";
        var from = _text.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{_path} has no place for '{name}'.");
        from += begin.Length;
        var to = _text.IndexOf(End, from, StringComparison.Ordinal);
        _text = $"{_text[..from]}\n{table}\n{_text[to..]}";
    }

    /// <summary>Fails when a table differs from what the page says; writes the page when OPTOS_UPDATE_DOCS asks for it.</summary>
    public void AssertUpToDate()
    {
        if (Environment.GetEnvironmentVariable("OPTOS_UPDATE_DOCS") == "1") File.WriteAllText(_path, _text);
        else Assert.True(_text == _before, $"{_path} differs from what is negotiated: run this test with OPTOS_UPDATE_DOCS=1 and look at the change.");
    }
}
