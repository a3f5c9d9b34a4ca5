namespace OptosAdvance.Dicom.Core;

/// <summary>A Referenced File ID: the path of a file in a DICOM file-set (PS3.10 8.2), as ISO 9660 level 1 can hold it. Immutable.</summary>
public sealed class DicomFileId : IEquatable<DicomFileId>
{
    /// <summary>The most components.</summary>
    public const int MaximumComponents = 8;

    /// <summary>The most characters of a component.</summary>
    public const int MaximumComponentLength = 8;

    /// <summary>Creates a file ID.</summary>
    /// <param name="components">One to eight folders and the file, each of one to eight characters A–Z, 0–9 and underscore.</param>
    /// <exception cref="ArgumentException">The components are not like that.</exception>
    public DicomFileId(params IEnumerable<string> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        string[] parts = [.. components];
        if (parts.Length is 0 or > MaximumComponents || Array.Exists(parts, static part => !IsComponent(part)))
        {
            throw new ArgumentException(
                $"'{string.Join('/', parts)}' is not a DICOM file ID: one to eight components of one to eight characters A-Z, 0-9 or underscore.", nameof(components));
        }
        Components = parts;
    }

    /// <summary>Folders, and the file last.</summary>
    public IReadOnlyList<string> Components { get; }

    /// <summary>The path under the folder that holds the DICOMDIR, with the platform's separator.</summary>
    public string ToPath() => Path.Combine([.. Components]);

    /// <inheritdoc/>
    public bool Equals(DicomFileId? other) => other is not null && Components.SequenceEqual(other.Components, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DicomFileId);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>The components with slashes.</summary>
    public override string ToString() => string.Join('/', Components);

    private static bool IsComponent(string part) =>
        part.Length is > 0 and <= MaximumComponentLength && part.All(static c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '_');
}
