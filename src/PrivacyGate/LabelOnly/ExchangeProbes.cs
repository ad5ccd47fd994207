namespace PrivacyGate.LabelOnly;

/// <summary>One exchange for each of some records.</summary>
/// <param name="questions">The records.</param>
/// <param name="states">All searches.</param>
/// <param name="asked">Which of them ask.</param>
/// <param name="exchanges">What each of those exchanges.</param>
/// <param name="pull">For each the share of the way its numbers go, 1 for all of it; or null for all of it everywhere.</param>
internal sealed class ExchangeProbes(LabelQuestions questions, ExchangeState[] states, int[] asked, ArraySegment<int>[] exchanges, double[]? pull) : IProbes
{
    public int Count => asked.Length;

    public int RecordOf(int probe) => states[asked[probe]].Record;

    public IProbeWriter NewWriter() => new Writer(this, questions);

    private void Write(LabelQuestions all, int probe, RecordCells.ProbeRows rows, int row)
    {
        ExchangeState state = states[asked[probe]];
        double share = pull is null ? 1 : pull[probe];
        WriteExchange(all, state, exchanges[probe], share, rows, row);
    }

    public static void WriteExchange(LabelQuestions questions, ExchangeState state, IReadOnlyList<int> exchange, double share, RecordCells.ProbeRows rows, int row)
    {
        rows.CopyRecord(row, state.Record);
        for (int i = 0; i < exchange.Count; i++)
        {
            Feature feature = questions.Space.Features[exchange[i]];
            int donor = state.Donors[exchange[i]];
            if (share == 1 || !feature.IsNumber)
            {
                for (int cell = 0; cell < feature.Cells.Count; cell++)
                {
                    rows.CopyCell(row, feature.Cells[cell], donor);
                }

                continue;
            }

            double own = questions.Cells.Number(state.Record, feature.Cells[0]);
            double value = own + (share * (questions.Cells.Number(donor, feature.Cells[0]) - own));
            rows.SetNumber(row, feature.Cells[0], feature.Kind == FeatureKind.Integer ? Math.Round(value) : value);
        }
    }

    private sealed class Writer(ExchangeProbes probes, LabelQuestions questions) : IProbeWriter
    {
        public void Write(int probe, RecordCells.ProbeRows rows, int row) => probes.Write(questions, probe, rows, row);
    }
}
