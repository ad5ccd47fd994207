namespace PrivacyGate.Auditing.Knowledge;

/// <summary>The assignment of rows to columns with the largest sum (Kuhn 1955, with potentials; Jonker and Volgenant 1987).</summary>
internal static class BestAssignment
{
    /// <summary>The column of each row, no two of one column.</summary>
    /// <param name="gain">At least as many columns as rows.</param>
    public static int[] Of(double[,] gain)
    {
        var rows = gain.GetLength(0);
        var columns = gain.GetLength(1);
        var rowPrice = new double[rows + 1];
        var columnPrice = new double[columns + 1];
        var rowOf = new int[columns + 1];
        var from = new int[columns + 1];
        for (var row = 1; row <= rows; row++)
        {
            var at = Reach(gain, row, rowPrice, columnPrice, rowOf, from);

            // Back along the way it was found, each column goes to the row before.
            while (at != 0)
            {
                rowOf[at] = rowOf[from[at]];
                at = from[at];
            }
        }

        var columnOf = new int[rows];
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] > 0)
            {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }

        return columnOf;
    }

    /// <summary>The cheapest way (Dijkstra) from a new row to a free column, keeping the prices true.</summary>
    private static int Reach(double[,] gain, int row, double[] rowPrice, double[] columnPrice, int[] rowOf, int[] from)
    {
        var columns = columnPrice.Length - 1;
        var distance = new double[columns + 1];
        var done = new bool[columns + 1];
        Array.Fill(distance, double.PositiveInfinity);
        rowOf[0] = row;
        var at = 0;
        while (rowOf[at] != 0)
        {
            done[at] = true;
            var next = 0;
            var step = double.PositiveInfinity;
            for (var column = 1; column <= columns; column++)
            {
                if (done[column])
                {
                    continue;
                }

                var cost = -gain[rowOf[at] - 1, column - 1] - rowPrice[rowOf[at]] - columnPrice[column];
                if (cost < distance[column])
                {
                    (distance[column], from[column]) = (cost, at);
                }

                if (distance[column] < step)
                {
                    (step, next) = (distance[column], column);
                }
            }

            for (var column = 0; column <= columns; column++)
            {
                if (done[column])
                {
                    rowPrice[rowOf[column]] += step;
                    columnPrice[column] -= step;
                }
                else
                {
                    distance[column] -= step;
                }
            }

            at = next;
        }

        return at;
    }
}
