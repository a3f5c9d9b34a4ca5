namespace OptosAdvance.Dicom.Core;

/// <content>Private blocks (PS3.5 7.8).</content>
public sealed partial class DicomDataset
{
    /// <summary>Who has reserved the block that a private element is in: null when nobody has, or the element is not private.</summary>
    /// <param name="tag">The tag of a private element, such as (0019,1001).</param>
    public string? GetPrivateCreator(DicomTag tag) =>
        tag.IsPrivate && tag.Element >= 0x1000 ? GetString(new DicomTag(tag.Group, (ushort)(tag.Element >> 8))) : null;

    /// <summary>The tag that a private element has in this data set: null when its creator has reserved no block.</summary>
    /// <param name="creator">The private creator.</param>
    /// <param name="group">The group, odd.</param>
    /// <param name="element">The element within the block.</param>
    public DicomTag? FindPrivate(string creator, ushort group, byte element)
    {
        for (var block = 0x10; block <= 0xFF; block++)
        {
            if (GetString(new DicomTag(group, (ushort)block)) == creator) return new DicomTag(group, (ushort)((block << 8) | element));
        }

        return null;
    }

    /// <summary>The tag for a private element; reserves a block for the creator when it has none yet.</summary>
    /// <param name="creator">The private creator, 1 to 64 characters.</param>
    /// <param name="group">The group, odd.</param>
    /// <param name="element">The element within the block.</param>
    /// <exception cref="ArgumentException">The group is even, or the creator blank.</exception>
    /// <exception cref="InvalidOperationException">All blocks of the group are taken.</exception>
    public DicomTag ReservePrivate(string creator, ushort group, byte element)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(creator);
        if ((group & 1) == 0) throw new ArgumentException($"The group {group:X4} is not private.", nameof(group));
        if (FindPrivate(creator, group, element) is { } known) return known;
        for (var block = 0x10; block <= 0xFF; block++)
        {
            var reservation = new DicomTag(group, (ushort)block);
            if (Contains(reservation)) continue;
            Set(reservation, DicomVR.LO, creator);
            return new DicomTag(group, (ushort)((block << 8) | element));
        }

        throw new InvalidOperationException($"All private blocks of the group {group:X4} are taken.");
    }
}
