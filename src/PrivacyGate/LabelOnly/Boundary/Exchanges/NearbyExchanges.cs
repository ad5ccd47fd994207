using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>
/// Exchanges around the smallest found so far: some of its features left as they were, a few others exchanged too. Copy
/// after copy, in each all records, with the same draws for all.
/// </summary>
internal sealed class NearbyExchanges(LabelQuestions questions, ExchangeWriter writer, ExchangeState[] states, int firstCopy, int copies) : IProbes
{
    private const ulong Purpose = 0x6E6561726279;

    /// <summary>Share of the exchange's features left as they were.</summary>
    private const double Left = 0.15;

    /// <summary>Features beyond it exchanged on average.</summary>
    private const double Added = 4;

    private const double MostAdded = 0.25;

    public int Count => states.Length * copies;

    public int RecordOf(int probe) => states[probe % states.Length].Record;

    public IProbeWriter NewWriter() => new Writer(this, writer, questions.Space.Features.Count);

    /// <summary>What the copy exchanges in each record.</summary>
    public Draws DrawsOf(int copy)
    {
        var features = questions.Space.Features.Count;
        var draw = CountedDraw.For(questions.Options.Seed, Purpose, (ulong)(firstCopy + copy));
        var rate = Math.Min(MostAdded, Added / features);
        var left = new bool[features];
        var isAdded = new bool[features];
        for (var feature = 0; feature < features; feature++)
        {
            var uniform = draw.Uniform();
            left[feature] = uniform < Left;
            isAdded[feature] = uniform >= 1 - rate;
        }

        return new Draws(left, isAdded, [.. Enumerable.Range(0, features).Where(feature => isAdded[feature])]);
    }

    /// <param name="Left">Features left as they were.</param>
    /// <param name="IsAdded">Features exchanged too.</param>
    /// <param name="Added">The same, listed.</param>
    internal sealed record Draws(bool[] Left, bool[] IsAdded, int[] Added)
    {
        /// <summary>Writes what is exchanged in a record.</summary>
        /// <returns>How many features that are.</returns>
        public int Of(ExchangeState state, int[] exchange)
        {
            var count = 0;
            foreach (var feature in state.Exchange)
            {
                // What would be added a second time is taken out: a flip of a flip.
                if (!Left[feature] && !IsAdded[feature])
                {
                    exchange[count++] = feature;
                }
            }

            foreach (var feature in Added)
            {
                if (state.Donors[feature] != ExchangeState.NoDonor && Array.IndexOf(state.Exchange, feature) < 0)
                {
                    exchange[count++] = feature;
                }
            }

            return count;
        }
    }

    private sealed class Writer(NearbyExchanges probes, ExchangeWriter writer, int features) : IProbeWriter
    {
        private readonly int[] exchange = new int[features];
        private Draws? draws;
        private int current = -1;

        public void Write(int probe, RecordCells.ProbeRows rows, int row)
        {
            (var copy, var place) = Math.DivRem(probe, probes.States.Length);
            if (copy != current)
            {
                current = copy;
                draws = probes.DrawsOf(copy);
            }

            var count = draws!.Of(probes.States[place], exchange);
            writer.Write(probes.States[place], exchange.AsSpan(0, count), 1, rows, row);
        }
    }

    private ExchangeState[] States => states;
}
