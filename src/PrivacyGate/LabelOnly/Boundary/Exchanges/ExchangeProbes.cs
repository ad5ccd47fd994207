using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>One exchange for each of some records.</summary>
/// <param name="writer">Writes them.</param>
/// <param name="states">All searches.</param>
/// <param name="asked">Which of them ask.</param>
/// <param name="exchanges">What each of those exchanges.</param>
/// <param name="pull">For each the share of the way its numbers go, 1 for all of it; or null for all of it everywhere.</param>
internal sealed class ExchangeProbes(ExchangeWriter writer, ExchangeState[] states, int[] asked, ArraySegment<int>[] exchanges, double[]? pull) : IProbes
{
    public int Count => asked.Length;

    public int RecordOf(int probe) => states[asked[probe]].Record;

    public IProbeWriter NewWriter() => new Writer(this);

    private void Write(int probe, RecordCells.ProbeRows rows, int row) =>
        writer.Write(states[asked[probe]], exchanges[probe], pull is null ? 1 : pull[probe], rows, row);

    private sealed class Writer(ExchangeProbes probes) : IProbeWriter
    {
        public void Write(int probe, RecordCells.ProbeRows rows, int row) => probes.Write(probe, rows, row);
    }
}

/// <summary>Writes records with some features exchanged. Thread-safe.</summary>
internal sealed class ExchangeWriter
{
    private readonly RecordCells cells;
    private readonly int[][] cellsOf;
    private readonly FeatureKind[] kinds;

    public ExchangeWriter(LabelQuestions questions)
    {
        cells = questions.Cells;
        cellsOf = [.. questions.Space.Features.Select(static feature => feature.Cells.ToArray())];
        kinds = [.. questions.Space.Features.Select(static feature => feature.Kind)];
    }

    /// <param name="state">Whose record.</param>
    /// <param name="exchange">The features that take their donors' values.</param>
    /// <param name="share">The share of the way that numbers go.</param>
    /// <param name="rows">Where to write.</param>
    /// <param name="row">The row.</param>
    public void Write(ExchangeState state, ReadOnlySpan<int> exchange, double share, RecordCells.ProbeRows rows, int row)
    {
        rows.CopyRecord(row, state.Record);
        foreach (var feature in exchange)
        {
            if (share == 1 || kinds[feature] is not (FeatureKind.Continuous or FeatureKind.Integer))
            {
                foreach (var cell in cellsOf[feature])
                {
                    rows.CopyCell(row, cell, state.Donors[feature]);
                }

                continue;
            }

            var number = cellsOf[feature][0];
            var own = cells.Number(state.Record, number);
            var value = own + (share * (cells.Number(state.Donors[feature], number) - own));
            rows.SetNumber(row, number, kinds[feature] == FeatureKind.Integer ? Math.Round(value) : value);
        }
    }
}
