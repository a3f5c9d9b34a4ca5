using System.Collections;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The attributes of a data set in the order of their tags. A JSON array. Immutable.</summary>
[JsonConverter(typeof(DicomAttributeSetJsonConverter))]
public sealed class DicomAttributeSet : IReadOnlyList<DicomAttribute>, IEquatable<DicomAttributeSet>
{
    private readonly EquatableList<DicomAttribute> _attributes;

    /// <summary>A set of attributes.</summary>
    public DicomAttributeSet(EquatableList<DicomAttribute> attributes) => _attributes = attributes ?? EquatableList<DicomAttribute>.Empty;

    /// <inheritdoc/>
    public int Count => _attributes.Count;

    /// <inheritdoc/>
    public DicomAttribute this[int index] => _attributes[index];

    /// <summary>
    /// The value of an attribute by keyword (<c>PatientName</c>) or tag (<c>0010,0010</c>); null when it is absent. Within a sequence a path, of
    /// which the first item is meant: <c>ScheduledProcedureStepSequence.Modality</c>.
    /// </summary>
    public string? this[string attribute]
    {
        get
        {
            var set = this;
            var steps = (attribute ?? "").Split('.');
            for (var i = 0; i < steps.Length; i++)
            {
                var found = set.Find(steps[i]);
                if (found is null || i == steps.Length - 1)
                {
                    return found?.Value;
                }

                if (found.Items.Count == 0)
                {
                    return null;
                }

                set = found.Items[0];
            }

            return null;
        }
    }

    /// <summary>The attribute with a keyword or tag; null when it is absent.</summary>
    public DicomAttribute? Find(string attribute)
    {
        var name = (attribute ?? "").Trim();
        var digits = name.Trim('(', ')').Replace(",", "");
        return _attributes.FirstOrDefault(each =>
            string.Equals(each.Keyword, name, StringComparison.OrdinalIgnoreCase) ||
            string.Equals(each.Tag.Trim('(', ')').Replace(",", ""), digits, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public bool Equals(DicomAttributeSet? other) => other is not null && _attributes.Equals(other._attributes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DicomAttributeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _attributes.GetHashCode();

    /// <inheritdoc/>
    public IEnumerator<DicomAttribute> GetEnumerator() => _attributes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many attributes there are.</summary>
    public override string ToString() => $"{Count} attributes";
}
