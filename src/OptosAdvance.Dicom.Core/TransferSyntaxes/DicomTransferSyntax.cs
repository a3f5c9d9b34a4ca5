using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// A transfer syntax (PS3.5 10 and Annex A): how a data set is encoded. There is one object per standard syntax: compare by reference or by
/// <see cref="Uid"/>.
/// </summary>
public sealed partial class DicomTransferSyntax
{
    private DicomTransferSyntax(DicomUid uid, Traits traits, DicomPixelEncoding pixelEncoding)
    {
        Uid = uid;
        IsExplicitVR = (traits & Traits.ImplicitVR) == 0;
        IsBigEndian = (traits & Traits.BigEndian) != 0;
        IsDeflated = (traits & Traits.Deflated) != 0;
        IsLossy = (traits & Traits.Lossy) != 0;
        IsRetired = (traits & Traits.Retired) != 0;
        IsEncapsulated = pixelEncoding is not (DicomPixelEncoding.Native or DicomPixelEncoding.Referenced or DicomPixelEncoding.Stream);
        PixelEncoding = pixelEncoding;
    }

    [Flags]
    private enum Traits
    {
        None = 0,
        ImplicitVR = 1,
        BigEndian = 2,
        Deflated = 4,
        Lossy = 8,
        Retired = 16,
    }

    /// <summary>The UID.</summary>
    public DicomUid Uid { get; }

    /// <summary>The name in the registry of UIDs, or the UID of a private syntax.</summary>
    public string Name => Uid.Name;

    /// <summary>Whether each element carries its VR.</summary>
    public bool IsExplicitVR { get; }

    /// <summary>Whether numbers have their most significant byte first.</summary>
    public bool IsBigEndian { get; }

    /// <summary>Whether the data set as a whole is deflated (PS3.5 A.5, RFC 1951).</summary>
    public bool IsDeflated { get; }

    /// <summary>Whether pixel data is a sequence of fragments (PS3.5 A.4).</summary>
    public bool IsEncapsulated { get; }

    /// <summary>Whether the compression may lose information. False where a syntax can be either but is lossless by definition.</summary>
    public bool IsLossy { get; }

    /// <summary>Whether the standard has retired the syntax.</summary>
    public bool IsRetired { get; }

    /// <summary>What the pixel data is encoded with.</summary>
    public DicomPixelEncoding PixelEncoding { get; }

    /// <summary>Finds a standard transfer syntax.</summary>
    /// <param name="uid">The UID.</param>
    /// <returns>The syntax, or null when the standard does not have it.</returns>
    public static DicomTransferSyntax? Find(DicomUid uid) => Registry.ByUid.GetValueOrDefault(uid.Value);

    /// <summary>Finds a standard transfer syntax.</summary>
    /// <param name="uid">The UID.</param>
    /// <param name="transferSyntax">The syntax, when the standard has it.</param>
    /// <returns>Whether the standard has it.</returns>
    public static bool TryFind(DicomUid uid, [NotNullWhen(true)] out DicomTransferSyntax? transferSyntax) =>
        (transferSyntax = Find(uid)) is not null;

    /// <summary>
    /// Finds a standard transfer syntax, or stands in for a private one: every syntax other than the default is explicit VR little endian with
    /// encapsulated pixel data unless the standard says otherwise (PS3.5 10, A.4).
    /// </summary>
    /// <param name="uid">The UID.</param>
    public static DicomTransferSyntax FindOrPrivate(DicomUid uid) => Find(uid) ?? new DicomTransferSyntax(uid, Traits.None, DicomPixelEncoding.Unknown);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
