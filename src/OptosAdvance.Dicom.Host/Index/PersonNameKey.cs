using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>The form in which person names are compared: component groups folded as <see cref="PersonName.ToSearchKey(string)"/> does.</summary>
internal static class PersonNameKey
{
    /// <summary>One key for each component group that is not empty, distinct.</summary>
    public static IReadOnlyList<string> Groups(string name)
    {
        if (name.Length == 0)
        {
            return [];
        }

        var keys = new List<string>(1);
        foreach (var group in name.Split('='))
        {
            var key = PersonName.ToSearchKey(group);
            if (key.Length > 0 && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }
}
