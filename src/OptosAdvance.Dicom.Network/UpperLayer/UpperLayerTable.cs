using System.Globalization;

namespace OptosAdvance.Dicom.Network;

/// <summary>The state transition table of the upper layer, as PS3.8 Table 9-10 prints it: a row per event, a column per state, "action>next state".</summary>
internal static class UpperLayerTable
{
    //  Sta1    2       3       4       5       6       7       8       9       10      11      12      13
    private const string Table = """
        Evt1  AE1>4  -      -      -      -      -      -      -      -      -      -      -      -
        Evt2  -      -      -      AE2>5  -      -      -      -      -      -      -      -      -
        Evt3  -      AA1>13 AA8>13 -      AE3>6  AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
        Evt4  -      AA1>13 AA8>13 -      AE4>1  AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
        Evt5  AE5>2  -      -      -      -      -      -      -      -      -      -      -      -
        Evt6  -      AE6>3  AA8>13 -      AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA7>13
        Evt7  -      -      AE7>6  -      -      -      -      -      -      -      -      -      -
        Evt8  -      -      AE8>13 -      -      -      -      -      -      -      -      -      -
        Evt9  -      -      -      -      -      DT1>6  -      AR7>8  -      -      -      -      -
        Evt10 -      AA1>13 AA8>13 -      AA8>13 DT2>6  AR6>7  AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
        Evt11 -      -      -      -      -      AR1>7  -      -      -      -      -      -      -
        Evt12 -      AA1>13 AA8>13 -      AA8>13 AR2>8  AR8>9  AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA6>13
        Evt13 -      AA1>13 AA8>13 -      AA8>13 AA8>13 AR3>1  AA8>13 AA8>13 AR10>12 AR3>1 AA8>13 AA6>13
        Evt14 -      -      -      -      -      -      -      AR4>13 AR9>11 -      -      AR4>13 -
        Evt15 -      -      AA1>13 AA2>1  AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 AA1>13 -
        Evt16 -      AA2>1  AA3>1  -      AA3>1  AA3>1  AA3>1  AA3>1  AA3>1  AA3>1  AA3>1  AA3>1  AA2>1
        Evt17 -      AA5>1  AA4>1  AA4>1  AA4>1  AA4>1  AA4>1  AA4>1  AA4>1  AA4>1  AA4>1  AA4>1  AR5>1
        Evt18 -      AA2>1  -      -      -      -      -      -      -      -      -      -      AA2>1
        Evt19 -      AA1>13 AA8>13 -      AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA8>13 AA7>13
        """;

    private static readonly UpperLayerTransition?[,] Cells = Parse();

    /// <summary>The transition, or null where the table has no entry.</summary>
    public static UpperLayerTransition? Find(UpperLayerEvent happened, UpperLayerState state) => Cells[(int)happened, (int)state];

    private static UpperLayerTransition?[,] Parse()
    {
        var cells = new UpperLayerTransition?[20, 14];
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var row = int.Parse(columns[0].AsSpan(3), CultureInfo.InvariantCulture);
            for (var state = 1; state <= 13; state++)
            {
                if (columns[state] == "-") continue;
                var parts = columns[state].Split('>');
                cells[row, state] = new UpperLayerTransition(
                    Enum.Parse<UpperLayerAction>(parts[0]), (UpperLayerState)int.Parse(parts[1], CultureInfo.InvariantCulture));
            }
        }

        return cells;
    }
}
