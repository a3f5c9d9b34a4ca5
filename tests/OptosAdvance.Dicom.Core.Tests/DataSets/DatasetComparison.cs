using System.Text;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Writes a data set as text, so that two can be compared and a difference can be read.</summary>
internal static class DatasetComparison
{
    public static string Describe(DicomDataset dataset, bool withGroupLengths = true)
    {
        var text = new StringBuilder();
        Describe(dataset, text, 0, withGroupLengths);
        return text.ToString();
    }

    private static void Describe(DicomDataset dataset, StringBuilder text, int depth, bool withGroupLengths)
    {
        foreach (var item in dataset)
        {
            if (item.Tag.IsGroupLength && !withGroupLengths) continue;
            text.Append(' ', depth * 2).Append(item.Tag).Append(' ').Append(item.VR).Append(' ');
            switch (item)
            {
                case DicomElement element:
                    text.AppendLine(Hex(element.Value, item.VR));
                    break;
                case DicomFragmentSequence fragments:
                    text.AppendLine(Hex(fragments.OffsetTable, item.VR));
                    foreach (var fragment in fragments.Fragments) text.Append(' ', depth * 2).Append("- ").AppendLine(Hex(fragment, item.VR));
                    break;
                case DicomSequence sequence:
                    text.AppendLine();
                    foreach (var inner in sequence.Items)
                    {
                        text.Append(' ', depth * 2).AppendLine("> item");
                        Describe(inner, text, depth + 1, withGroupLengths);
                    }

                    break;
                case DicomSkippedElement skipped:
                    text.Append(skipped.Position).Append('+').Append(skipped.Length).AppendLine();
                    break;
                default:
                    throw new InvalidOperationException(item.GetType().Name);
            }
        }
    }

    private static string Hex(ReadOnlyMemory<byte> value, DicomVR vr)
    {
        // An odd value comes back padded.
        var padded = (value.Length & 1) == 0 ? value.ToArray() : [.. value.ToArray(), vr.PaddingByte];
        return $"{padded.Length}:{Convert.ToHexString(padded)}";
    }
}
