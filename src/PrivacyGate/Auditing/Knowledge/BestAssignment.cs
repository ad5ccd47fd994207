namespace PrivacyGate.Auditing.Knowledge;

/// <summary>The assignment of rows to columns with the largest sum (Kuhn 1955, with potentials; Jonker and Volgenant 1987).</summary>
internal static class BestAssignment
{
    /// <summary>The column of each row, no two of one column.</summary>
    /// <param name="gain">At least as many columns as rows.</param>
    public static int[] Of(double[,] gain)
    {
        int rows = gain.GetLength(0);
        int columns = gain.GetLength(1);
        var rowPrice = new double[rows + 1];
        var columnPrice = new double[columns + 1];
        var rowOf = new int[columns + 1];
        var from = new int[columns + 1];
        for (int row = 1; row <= rows; row++)
        {
            int at = Reach(gain, row, rowPrice, columnPrice, rowOf, from);

            // Back along the way it was found, each column goes to the row before.
            while (at != 0)
            {
                rowOf[at] = rowOf[from[at]];
                at = from[at];
            }
        }

        var columnOf = new int[rows];
        for (int column = 1; column <= columns; column++)
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
        int columns = columnPrice.Length - 1;
        var distance = new double[columns + 1];
        var done = new bool[columns + 1];
        Array.Fill(distance, double.PositiveInfinity);
        rowOf[0] = row;
        int at = 0;
        while (rowOf[at] != 0)
        {
            done[at] = true;
            int next = 0;
            double step = double.PositiveInfinity;
            for (int column = 1; column <= columns; column++)
            {
                if (done[column])
                {
                    continue;
                }

                double cost = -gain[rowOf[at] - 1, column - 1] - rowPrice[rowOf[at]] - columnPrice[column];
                if (cost < distance[column])
                {
                    (distance[column], from[column]) = (cost, at);
                }

                if (distance[column] < step)
                {
                    (step, next) = (distance[column], column);
                }
            }

            for (int column = 0; column <= columns; column++)
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
