namespace OptosAdvance.Dicom.Host;

/// <summary>The form in which person names are compared: component groups in capitals, without padding and empty components at the end.</summary>
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
            var key = Normalise(group);
            if (key.Length > 0 && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>A component group, or a pattern for one, in the form of a key.</summary>
    public static string Normalise(string group)
    {
        var components = group.Split('^');
        for (var i = 0; i < components.Length; i++)
        {
            components[i] = components[i].Trim();
        }

        return string.Join('^', components).TrimEnd('^').ToUpperInvariant();
    }
}
