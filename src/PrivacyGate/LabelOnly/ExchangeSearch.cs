using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly;

/// <summary>
/// Distance to the boundary where features are flags and codes: the fewest features that must take other values before
/// the label changes. HopSkipJump's three steps, made for discrete features: a search back from a real record of another
/// class, an estimate from answers nearby of which features pull towards the boundary, and a jump: the shortest run of
/// the strongest features that changes the label. All records take each step together.
/// </summary>
internal sealed class ExchangeSearch
{
    private const int FirstCopies = 30;
    private const int PullSteps = 5;
    private const int RoundsBeforeNextStart = 3;
    private const int Starts = 8;

    private readonly LabelQuestions questions;
    private readonly ExchangeStarts starts;
    private readonly ExchangeWriter writer;
    private readonly ExchangeState[] states;
    private readonly bool hasNumbers;
    private int queries = 1;
    private int copies;

    private ExchangeSearch(LabelQuestions questions)
    {
        this.questions = questions;
        var codes = new FeatureCodes(questions.Records, questions.Space);
        starts = new ExchangeStarts(questions, codes, Starts);
        writer = new ExchangeWriter(questions);
        states = Array.ConvertAll(questions.Right, record => new ExchangeState(record, codes.Features));
        hasNumbers = questions.Space.Features.Any(static feature => feature.IsNumber);
    }

    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve)
    {
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind == FeatureKind.Fixed))
        {
            return curve.End(QueryEnd.NothingToAsk);
        }

        return curve.End(new ExchangeSearch(questions).Run(curve));
    }

    private QueryEnd Run(CurveBuilder curve)
    {
        for (int round = 1; ; round++)
        {
            bool whole = TurnStale() && Look((int)(FirstCopies * Math.Sqrt(round))) && Jump() && Pull();
            if (curve.AfterRound(whole, queries, Score) is { } end)
            {
                return end;
            }
        }
    }

    /// <summary>The cost, and among equal costs the share of answers nearby that kept the label.</summary>
    private double Score(int right)
    {
        ExchangeState state = states[right];
        double cost = double.IsFinite(state.BestCost) ? state.BestCost : state.Donors.Length + 1;
        return cost + state.KeptNearby;
    }

    /// <summary>Sends searches that no longer get on to their next start, and searches back from there.</summary>
    private bool TurnStale()
    {
        int[] turning = [.. Enumerable.Range(0, states.Length).Where(i => (states[i].Start < 0 || states[i].Stale >= RoundsBeforeNextStart) && starts.Has(i, states[i].Start + 1))];
        if (turning.Length == 0)
        {
            return true;
        }

        ArraySegment<int>[] exchanges = Array.ConvertAll(turning, i => new ArraySegment<int>(starts.Turn(i, states[i])));
        bool[]? kept = Keep(turning, exchanges);
        if (kept is null)
        {
            return false;
        }

        // Features that stay as they are can keep the label even where all others are another record's.
        foreach (int i in Enumerable.Range(0, turning.Length).Where(i => kept[i]))
        {
            states[turning[i]].Exchange = [];
            states[turning[i]].Cost = double.PositiveInfinity;
            states[turning[i]].Stale = RoundsBeforeNextStart;
        }

        int[] found = [.. turning.Where(i => states[i].Exchange.Length > 0)];
        return Shorten(found, Array.ConvertAll(found, i => states[i].Exchange));
    }

    /// <summary>Asks about exchanges around the smallest ones and learns from the answers.</summary>
    private bool Look(int count)
    {
        ExchangeState[] searching = [.. states.Where(static state => state.Exchange.Length > 0)];
        count = Math.Min(count, questions.Options.QueriesPerRecord - queries);
        if (count == 0)
        {
            return false;
        }

        var probes = new NearbyExchanges(questions, writer, searching, copies, count);
        bool[]? kept = questions.Keep(probes);
        if (kept is null)
        {
            return false;
        }

        NearbyExchanges.Draws[] draws = [.. Enumerable.Range(0, count).Select(probes.DrawsOf)];
        questions.ForEach(searching.Length, i =>
        {
            var exchange = new int[searching[i].Donors.Length];
            int keeping = 0;
            for (int copy = 0; copy < count; copy++)
            {
                bool keeps = kept[(copy * searching.Length) + i];
                int length = draws[copy].Of(searching[i], exchange);
                searching[i].Learn(exchange.AsSpan(0, length), !keeps);
                keeping += keeps ? 1 : 0;
            }

            searching[i].KeptNearby = (double)keeping / count;
        });
        copies += count;
        queries += count;
        return true;
    }

    /// <summary>Tries the strongest features alone, one fewer than are exchanged now or twice as many, then searches the shortest run of them that does.</summary>
    private bool Jump()
    {
        int[] searching = [.. Enumerable.Range(0, states.Length).Where(i => states[i].Exchange.Length > 0)];
        var orders = new int[searching.Length][];
        questions.ForEach(searching.Length, i => orders[i] = states[searching[i]].ByEffect());
        var lengths = new int[searching.Length];
        foreach (Func<int, int> length in (ReadOnlySpan<Func<int, int>>)[static length => Math.Max(1, length - 1), static length => 2 * length])
        {
            int[] asked = [.. Enumerable.Range(0, searching.Length).Where(i => lengths[i] == 0)];
            int LengthOf(int i) => Math.Min(orders[i].Length, length(states[searching[i]].Exchange.Length));
            bool[]? kept = Keep(Array.ConvertAll(asked, i => searching[i]), Array.ConvertAll(asked, i => new ArraySegment<int>(orders[i], 0, LengthOf(i))));
            if (kept is null)
            {
                return false;
            }

            for (int k = 0; k < asked.Length; k++)
            {
                lengths[asked[k]] = kept[k] ? 0 : LengthOf(asked[k]);
            }
        }

        foreach (int i in searching)
        {
            states[i].Stale++;
        }

        int[] jumping = [.. Enumerable.Range(0, searching.Length).Where(i => lengths[i] > 0)];
        return Shorten(Array.ConvertAll(jumping, i => searching[i]), Array.ConvertAll(jumping, i => orders[i][..lengths[i]]))
            && Shorten(searching, Array.ConvertAll(searching, i => states[i].ExchangeByEffect()));
    }

    /// <summary>Searches, by halving, the shortest run from the front of each exchange that changes the label, and keeps it where it is cheaper.</summary>
    private bool Shorten(int[] asked, int[][] exchanges)
    {
        var below = new int[asked.Length];
        int[] length = Array.ConvertAll(exchanges, static exchange => exchange.Length);
        bool whole = true;
        while (true)
        {
            int[] open = [.. Enumerable.Range(0, asked.Length).Where(i => length[i] - below[i] > 1)];
            if (open.Length == 0)
            {
                break;
            }

            bool[]? kept = Keep(Array.ConvertAll(open, i => asked[i]), Array.ConvertAll(open, i => new ArraySegment<int>(exchanges[i], 0, (below[i] + length[i]) / 2)));
            if (kept is null)
            {
                whole = false;
                break;
            }

            for (int k = 0; k < open.Length; k++)
            {
                int i = open[k];
                (kept[k] ? ref below[i] : ref length[i]) = (below[i] + length[i]) / 2;
            }
        }

        for (int i = 0; i < asked.Length; i++)
        {
            Take(states[asked[i]], exchanges[i][..length[i]]);
        }

        return whole;
    }

    private static void Take(ExchangeState state, int[] exchange)
    {
        double cost = state.CostOf(exchange);
        if (cost > state.Cost)
        {
            return;
        }

        state.Stale = cost < state.Cost ? 0 : state.Stale;
        state.Cost = cost;
        state.Exchange = exchange;
        state.BestCost = Math.Min(state.BestCost, cost);
    }

    /// <summary>Numbers need not go all the way: searches, by halving, how far all of an exchange's numbers must go together.</summary>
    private bool Pull()
    {
        if (!hasNumbers)
        {
            return true;
        }

        int[] asked = [.. Enumerable.Range(0, states.Length).Where(i => states[i].Exchange.Any(feature => questions.Space.Features[feature].IsNumber))];
        ArraySegment<int>[] exchanges = Array.ConvertAll(asked, i => new ArraySegment<int>(states[i].Exchange));
        var below = new double[asked.Length];
        double[] share = [.. Enumerable.Repeat(1.0, asked.Length)];
        bool whole = true;
        for (int step = 0; step < PullSteps; step++)
        {
            bool[]? kept = Keep(asked, exchanges, [.. below.Zip(share, static (low, high) => (low + high) / 2)]);
            if (kept is null)
            {
                whole = false;
                break;
            }

            for (int i = 0; i < asked.Length; i++)
            {
                (kept[i] ? ref below[i] : ref share[i]) = (below[i] + share[i]) / 2;
            }
        }

        for (int i = 0; i < asked.Length; i++)
        {
            ExchangeState state = states[asked[i]];
            double numbers = state.CostOf(state.Exchange.Where(feature => questions.Space.Features[feature].IsNumber));
            state.BestCost = Math.Min(state.BestCost, state.Cost - ((1 - share[i]) * numbers));
        }

        return whole;
    }

    /// <summary>Null when queries or time are spent.</summary>
    private bool[]? Keep(int[] asked, ArraySegment<int>[] exchanges, double[]? pull = null)
    {
        if (asked.Length == 0)
        {
            return [];
        }

        if (queries == questions.Options.QueriesPerRecord)
        {
            return null;
        }

        queries++;
        return questions.Keep(new ExchangeProbes(writer, states, asked, exchanges, pull));
    }
}
