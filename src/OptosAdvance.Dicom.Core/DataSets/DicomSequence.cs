using System.Collections.ObjectModel;

namespace OptosAdvance.Dicom.Core;

/// <summary>A sequence of items, each a data set (PS3.5 7.5). A data set can be the item of one sequence only.</summary>
public sealed class DicomSequence : DicomItem
{
    /// <summary>Makes a sequence.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="items">The items; each must not belong to a sequence yet.</param>
    /// <exception cref="InvalidOperationException">An item belongs to a sequence already.</exception>
    public DicomSequence(DicomTag tag, params IEnumerable<DicomDataset> items)
        : base(tag, DicomVR.SQ)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = new ItemList(this);
        foreach (var item in items) Items.Add(item);
    }

    /// <summary>The items, in order.</summary>
    public IList<DicomDataset> Items { get; }

    /// <summary>The data set that the sequence is in; null when it is in none.</summary>
    public DicomDataset? Dataset { get; internal set; }

    /// <inheritdoc/>
    internal override DicomItem Clone() => new DicomSequence(Tag, Items.Select(i => i.Clone()));

    private sealed class ItemList(DicomSequence sequence) : Collection<DicomDataset>
    {
        protected override void InsertItem(int index, DicomDataset item)
        {
            Adopt(item);
            base.InsertItem(index, item);
        }

        protected override void SetItem(int index, DicomDataset item)
        {
            if (ReferenceEquals(this[index], item)) return;
            Adopt(item);
            this[index].Sequence = null;
            base.SetItem(index, item);
        }

        protected override void RemoveItem(int index)
        {
            this[index].Sequence = null;
            base.RemoveItem(index);
        }

        protected override void ClearItems()
        {
            foreach (var item in this) item.Sequence = null;
            base.ClearItems();
        }

        private void Adopt(DicomDataset item)
        {
            ArgumentNullException.ThrowIfNull(item);
            if (item.Sequence is not null) throw new InvalidOperationException($"The data set is an item of {item.Sequence.Tag} already; add a clone of it.");
            for (var outer = sequence.Dataset; outer is not null; outer = outer.Sequence?.Dataset)
            {
                if (ReferenceEquals(outer, item)) throw new InvalidOperationException("A data set cannot be an item of itself.");
            }

            item.Sequence = sequence;
        }
    }
}
