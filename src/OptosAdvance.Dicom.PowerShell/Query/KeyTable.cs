using System.Collections;
using System.Globalization;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Makes query keys of a hashtable: attributes by tag or keyword, values as a user writes them.</summary>
internal static class KeyTable
{
    public static EquatableList<QueryKey> Read(IDictionary? table)
    {
        var keys = new List<QueryKey>();
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            keys.Add(new QueryKey { Attribute = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", Value = Text(entry.Value) });
        }

        return keys.ToEquatableList();
    }

    /// <summary>Several values become one with backslashes between, dates what DICOM writes.</summary>
    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        string text => text,
        DateTime day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        DateTimeOffset day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        IEnumerable many => string.Join("\\", many.Cast<object?>().Select(Text)),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
