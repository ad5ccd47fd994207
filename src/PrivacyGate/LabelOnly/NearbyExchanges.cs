namespace PrivacyGate.LabelOnly;

/// <summary>
/// Exchanges around the smallest found so far: some of its features left as they were, a few others exchanged too. Copy
/// after copy, in each all records, with the same draws for all.
/// </summary>
internal sealed class NearbyExchanges(LabelQuestions questions, ExchangeState[] states, int firstCopy, int copies) : IProbes
{
    private const ulong Purpose = 0x6E6561726279;

    /// <summary>Share of the exchange's features left as they were.</summary>
    private const double Left = 0.15;

    /// <summary>Features beyond it exchanged on average.</summary>
    private const double Added = 4;

    private const double MostAdded = 0.25;

    public int Count => states.Length * copies;

    public int RecordOf(int probe) => states[probe % states.Length].Record;

    public IProbeWriter NewWriter() => new Writer(this, questions);

    /// <summary>What the copy exchanges in each record.</summary>
    public Draws DrawsOf(int copy)
    {
        int features = questions.Space.Features.Count;
        Draw draw = Draw.For(questions.Options.Seed, Purpose, (ulong)(firstCopy + copy));
        double rate = Math.Min(MostAdded, Added / features);
        var left = new bool[features];
        var added = new List<int>();
        for (int feature = 0; feature < features; feature++)
        {
            double uniform = draw.Uniform();
            left[feature] = uniform < Left;
            if (uniform >= 1 - rate)
            {
                added.Add(feature);
            }
        }

        return new Draws(left, added);
    }

    internal sealed record Draws(bool[] Left, List<int> Added)
    {
        public void Of(ExchangeState state, List<int> exchange)
        {
            exchange.Clear();
            foreach (int feature in state.Exchange)
            {
                // What would be added a second time is taken out: a flip of a flip.
                if (!Left[feature] && !Added.Contains(feature))
                {
                    exchange.Add(feature);
                }
            }

            foreach (int feature in Added)
            {
                if (state.Donors[feature] != ExchangeState.NoDonor && Array.IndexOf(state.Exchange, feature) < 0)
                {
                    exchange.Add(feature);
                }
            }
        }
    }

    private sealed class Writer(NearbyExchanges probes, LabelQuestions questions) : IProbeWriter
    {
        private readonly List<int> exchange = [];
        private Draws? draws;
        private int current = -1;

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            (int copy, int place) = Math.DivRem(probe, probes.States.Length);
            if (copy != current)
            {
                current = copy;
                draws = probes.DrawsOf(copy);
            }

            draws!.Of(probes.States[place], exchange);
            ExchangeProbes.WriteExchange(questions, probes.States[place], exchange, 1, rows, row);
        }
    }

    private ExchangeState[] States => states;
}
