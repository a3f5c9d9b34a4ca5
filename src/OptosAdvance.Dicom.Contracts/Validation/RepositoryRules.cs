namespace OptosAdvance.Dicom.Contracts;

/// <summary>The repository: path, order of the watermarks, notification.</summary>
internal static class RepositoryRules
{
    private const string Target = nameof(ApplianceConfiguration.Repository);

    public static IEnumerable<ConfigurationError> Check(RepositorySettings repository, long? volumeBytes)
    {
        if (repository.Path is { Length: > 0 } path && !TextRules.IsAbsolutePath(path))
        {
            yield return new(Target, nameof(repository.Path), path, $"'{path}' is not an absolute path.", "Give the whole path of a folder on the host's machine.");
        }

        if (repository.NotificationAddress is { Length: > 0 } address && !TextRules.IsMailAddress(address))
        {
            yield return new(Target, nameof(repository.NotificationAddress), address, $"'{address}' is not an e-mail address.", "Give one address, such as it@clinic.example.");
        }

        (string Name, DiskWatermark? Value)[] marks =
        [
            (nameof(repository.CriticalWatermark), repository.CriticalWatermark),
            (nameof(repository.LowWatermark), repository.LowWatermark),
            (nameof(repository.HighWatermark), repository.HighWatermark),
        ];

        foreach (var (name, value) in marks)
        {
            if (value?.Bytes > volumeBytes)
            {
                yield return new(Target, name, value!.ToString(), $"{name} is {value}, more than the whole volume of the repository ({DiskWatermark.FromBytes(volumeBytes!.Value)}).",
                    "Give a percentage, or a size below that of the volume.");
            }
        }

        // Each with every later one, so that an order that is wrong only across the middle is seen as well when units differ.
        for (var i = 0; i < marks.Length; i++)
        {
            for (var j = i + 1; j < marks.Length; j++)
            {
                if (Error(marks[i], marks[j], volumeBytes) is { } error)
                {
                    yield return error;
                }
            }
        }
    }

    private static ConfigurationError? Error((string Name, DiskWatermark? Value) lower, (string Name, DiskWatermark? Value) upper, long? volumeBytes)
    {
        if (lower.Value is not { } a || upper.Value is not { } b || IsBelow(a, b, volumeBytes) is not false)
        {
            return null;
        }

        var on = a.IsPercent == b.IsPercent ? "" : $" on this volume of {DiskWatermark.FromBytes(volumeBytes!.Value)}";
        return new(Target, lower.Name, a.ToString(), $"{lower.Name} ({a}) must be below {upper.Name} ({b}){on}.",
            "The order is CriticalWatermark < LowWatermark < HighWatermark; change both in one step if need be.");
    }

    /// <summary>Null when the units differ and the volume is not known.</summary>
    private static bool? IsBelow(DiskWatermark a, DiskWatermark b, long? volumeBytes) => (a.Percent, b.Percent) switch
    {
        ({ } left, { } right) => left < right,
        (null, null) => a.Bytes < b.Bytes,
        _ => volumeBytes is { } total ? a.ResolveBytes(total) < b.ResolveBytes(total) : null,
    };
}
