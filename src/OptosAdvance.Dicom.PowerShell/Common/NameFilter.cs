using System.Management.Automation;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Names as a user gives them: literal ones that must exist, and wildcards that may match nothing.</summary>
internal static class NameFilter
{
    /// <summary>
    /// Items that any of the names means, each once, in their order; <paramref name="missing"/> hears of a literal name without
    /// item.
    /// </summary>
    /// <param name="items">Every item.</param>
    /// <param name="nameOf">Name of an item.</param>
    /// <param name="names">Names and wildcards; null or empty for every item.</param>
    /// <param name="missing">Called for each literal name that no item has.</param>
    public static IReadOnlyList<T> Select<T>(IEnumerable<T> items, Func<T, string> nameOf, IReadOnlyCollection<string>? names, Action<string> missing)
    {
        var all = items.ToList();
        if (names is null || names.Count == 0)
        {
            return all;
        }

        var wanted = new bool[all.Count];
        foreach (var name in names)
        {
            var isPattern = WildcardPattern.ContainsWildcardCharacters(name);
            var pattern = new WildcardPattern(isPattern ? name : WildcardPattern.Escape(name), WildcardOptions.IgnoreCase);
            var found = false;
            for (var i = 0; i < all.Count; i++)
            {
                if (pattern.IsMatch(nameOf(all[i])))
                {
                    wanted[i] = true;
                    found = true;
                }
            }

            if (!found && !isPattern)
            {
                missing(name);
            }
        }

        return [.. all.Where((_, index) => wanted[index])];
    }
}
