using System.Numerics;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// A unique identifier (PS3.5 9). Holds any text: what comes from a peer can be wrong; <see cref="IsValid"/> tells. The static properties
/// are those of PS3.6 Annex A by keyword.
/// </summary>
/// <param name="Value">The text without padding.</param>
public readonly partial record struct DicomUid(string Value)
{
    /// <summary>The most characters of a UID.</summary>
    public const int MaximumLength = 64;

    private readonly string? _value = Value;

    /// <summary>The text without padding; empty for the default value.</summary>
    public string Value
    {
        get => _value ?? "";
        init => _value = value;
    }

    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => Value.Length == 0;

    /// <summary>Whether the text is a UID: 1-64 characters, numbers without leading zeros, separated by dots (PS3.5 9.1).</summary>
    public bool IsValid => Validate(Value);

    /// <summary>The name in the registry; the value itself when the standard does not register it.</summary>
    public string Name => DicomUidRegistry.Find(Value) is var i and >= 0 ? DicomUidRegistry.Field(i, 2) : Value;

    /// <summary>The keyword in the registry; empty when the standard does not register it.</summary>
    public string Keyword => DicomUidRegistry.Find(Value) is var i and >= 0 ? DicomUidRegistry.Field(i, 1) : "";

    /// <summary>What it identifies; <see cref="DicomUidKind.Unknown"/> when the standard does not register it.</summary>
    public DicomUidKind Kind => DicomUidRegistry.Find(Value) is var i and >= 0 ? DicomUidRegistry.Kind(i) : DicomUidKind.Unknown;

    /// <summary>Whether the standard has retired it.</summary>
    public bool IsRetired => DicomUidRegistry.Find(Value) is var i and >= 0 && DicomUidRegistry.Field(i, 3) == "R";

    /// <summary>
    /// Whether it is a SOP class whose instances a storage service stores (PS3.4 Annex B and GG), retired, DICONDE and DICOS classes included.
    /// The media storage directory is not one.
    /// </summary>
    public bool IsStorageSopClass => DicomUidRegistry.Find(Value) is var i and >= 0 && DicomUidRegistry.IsStorageSopClass(i);

    /// <summary>Every UID that PS3.6 Annex A registers.</summary>
    public static IEnumerable<DicomUid> Registered => Enumerable.Range(0, DicomUidRegistry.Count).Select(i => new DicomUid(DicomUidRegistry.Field(i, 0)));

    /// <summary>Makes a UID that nobody else has: <c>2.25.</c> and a random UUID as a number (PS3.5 B.2).</summary>
    public static DicomUid NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        return new DicomUid("2.25." + new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Whether the texts are the same; no text and empty text are.</summary>
    /// <param name="other">The other UID.</param>
    public bool Equals(DicomUid other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    private static bool Validate(string value)
    {
        if (value.Length is 0 or > MaximumLength) return false;
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i == value.Length || value[i] == '.')
            {
                var length = i - start;
                if (length == 0 || (length > 1 && value[start] == '0')) return false;
                start = i + 1;
            }
            else if (!char.IsAsciiDigit(value[i]))
            {
                return false;
            }
        }

        return true;
    }
}
