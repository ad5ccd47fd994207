namespace PrivacyGate.Features;

/// <summary>Finds runs of neighbouring columns of 0 and 1 of which every record has exactly one 1.</summary>
internal static class OneHotGroups
{
    /// <param name="records">All records.</param>
    /// <param name="cells">Block and place of each cell.</param>
    /// <param name="isZeroOrOne">Whether a cell holds 0 and 1, both, and nothing else.</param>
    /// <returns>For the first cell of a run the cell behind its last, else 0.</returns>
    public static int[] Ends(RecordBatch records, (FeatureBlock Block, int Place)[] cells, Func<int, bool> isZeroOrOne)
    {
        var ends = new int[cells.Length];
        var taken = new bool[records.Count];
        var first = 0;
        while (first < cells.Length)
        {
            var end = isZeroOrOne(first) ? EndOf(first, records.Count, cells, isZeroOrOne, taken) : 0;
            ends[first] = end;
            first = Math.Max(first + 1, end);
        }

        return ends;
    }

    /// <summary>The shortest run that starts here and gives every record its one, or 0.</summary>
    private static int EndOf(int first, int records, (FeatureBlock Block, int Place)[] cells, Func<int, bool> isZeroOrOne, bool[] taken)
    {
        Array.Clear(taken);
        var ones = 0;
        for (var cell = first; cell < cells.Length && isZeroOrOne(cell); cell++)
        {
            for (var record = 0; record < records; record++)
            {
                if (!IsOne(cells[cell], record))
                {
                    continue;
                }

                if (taken[record])
                {
                    return 0;
                }

                taken[record] = true;
                ones++;
            }

            if (ones == records)
            {
                return cell + 1;
            }
        }

        return 0;
    }

    private static bool IsOne((FeatureBlock Block, int Place) cell, int record)
    {
        var at = (record * cell.Block.Width) + cell.Place;
        return cell.Block.Values switch
        {
            float[] values => values[at] == 1,
            double[] values => values[at] == 1,
            int[] values => values[at] == 1,
            long[] values => values[at] == 1,
            bool[] values => values[at],
            _ => false,
        };
    }
}
