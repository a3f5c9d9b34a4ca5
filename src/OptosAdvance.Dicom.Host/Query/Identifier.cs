using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>The keys of a query, to be turned into an identifier (PS3.4 C.2.2.1). A key that is given again takes the place of the earlier one.</summary>
internal sealed class Identifier
{
    private readonly Dictionary<AttributePath, string> _keys = [];

    /// <summary>Asks for values without matching them (universal keys).</summary>
    public Identifier Return(params DicomTag[] tags)
    {
        foreach (var tag in tags)
        {
            _keys.TryAdd(AttributePath.Of(tag), "");
        }

        return this;
    }

    /// <summary>Asks for values of the item of a sequence.</summary>
    public Identifier ReturnWithin(DicomTag sequence, params DicomTag[] tags)
    {
        foreach (var tag in tags)
        {
            _keys.TryAdd(AttributePath.Of(sequence, tag), "");
        }

        return this;
    }

    /// <summary>Matches a value; null or empty asks for it only.</summary>
    public Identifier Match(DicomTag tag, string? value) => Match(AttributePath.Of(tag), value);

    /// <inheritdoc cref="Match(DicomTag, string?)"/>
    public Identifier Match(AttributePath path, string? value)
    {
        _keys[path] = value ?? "";
        return this;
    }

    /// <summary>Matches any of a list of UIDs (PS3.4 C.2.2.2.2).</summary>
    public Identifier MatchAny(DicomTag tag, IEnumerable<string> uids) => Match(tag, string.Join('\\', uids.Select(static uid => uid.Trim())));

    /// <summary>Keys that a person gave by tag or keyword. They win over all others.</summary>
    /// <exception cref="ControlException">One does not name an attribute.</exception>
    public Identifier Match(IEnumerable<QueryKey> keys)
    {
        foreach (var key in keys)
        {
            Match(AttributePath.Parse(key.Attribute), key.Value);
        }

        return this;
    }

    /// <summary>Attributes of the top level that are matched, and not only asked for.</summary>
    public IEnumerable<DicomTag> Matched => _keys.Where(static key => key.Value.Length > 0).Select(static key => key.Key.Tags[^1]);

    /// <summary>Whether the query sets or asks for an attribute.</summary>
    public bool Contains(DicomTag tag) => _keys.ContainsKey(AttributePath.Of(tag));

    /// <summary>The identifier.</summary>
    /// <param name="characterSet">What text is encoded in; null leaves Specific Character Set out, for text in the default repertoire.</param>
    /// <exception cref="ControlException">A value cannot be one of its attribute.</exception>
    public DicomDataset Build(DicomCharacterSet? characterSet)
    {
        var dataSet = new DicomDataset();
        if (characterSet is not null)
        {
            dataSet.Set(DicomTag.SpecificCharacterSet, [.. characterSet.Terms]);
        }

        foreach (var (path, value) in _keys)
        {
            if (path.Tags[0] != DicomTag.SpecificCharacterSet)
            {
                Put(dataSet, path, value);
            }
        }

        return dataSet;
    }

    /// <summary>The character set that the request's text needs.</summary>
    public DicomCharacterSet ChooseCharacterSet() =>
        QueryCharacterSet.Choose(_keys.Where(static key => key.Value.Length > 0).Select(static key => (VROf(key.Key.Tags[^1]), key.Value)));

    /// <summary>Whether nothing that is matched needs a character set.</summary>
    public bool IsAscii => _keys.Values.All(static value => value.All(static c => c <= '\x7F'));

    private static DicomVR VROf(DicomTag tag)
    {
        // The VR of a private attribute is not known; text is what people match by.
        return DicomDictionary.Find(tag) is { Representations: [var first, ..] } ? first : DicomVR.LO;
    }

    private static void Put(DicomDataset dataSet, AttributePath path, string value)
    {
        for (var i = 0; i < path.Tags.Count - 1; i++)
        {
            var sequence = dataSet.GetSequence(path.Tags[i]);
            if (sequence is null)
            {
                sequence = new DicomSequence(path.Tags[i]);
                dataSet.Set(sequence);
            }

            if (sequence.Items.Count == 0)
            {
                sequence.Items.Add(new DicomDataset());
            }

            dataSet = sequence.Items[0];
        }

        var tag = path.Tags[^1];
        var vr = VROf(tag);
        if (vr == DicomVR.SQ && value.Length == 0 && dataSet.Contains(tag))
        {
            // Its item has keys already.
            return;
        }

        try
        {
            if (value.Length == 0)
            {
                dataSet.SetEmpty(tag, vr);
            }
            else
            {
                dataSet.Set(tag, vr, value.Split('\\'));
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or DicomCharacterSetException)
        {
            throw Errors.InvalidArgument(
                $"'{value}' cannot be matched with {path}: {exception.Message}",
                exception is DicomCharacterSetException ? "Leave the character set to be chosen, or choose one that has these characters." : "Give a value as DICOM writes it.");
        }
    }
}
