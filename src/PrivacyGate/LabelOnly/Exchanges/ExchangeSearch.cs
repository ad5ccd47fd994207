using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly.Exchanges;

/// <summary>
/// Distance to the boundary where features are flags and codes: the fewest features that must take other values before
/// the label changes. HopSkipJump's three steps, made for discrete features: a search back from a real record of another
/// class, an estimate from answers nearby of which features pull towards the boundary, and a jump: the shortest run of
/// the strongest features that changes the label. All records take each step together.
/// </summary>
internal sealed class ExchangeSearch
{
    private const int FirstCopies = 30;
    private const int RoundsBeforeNextStart = 3;
    private const int Starts = 8;

    private readonly LabelQuestions questions;
    private readonly ExchangeSearches searches;
    private readonly ExchangeState[] states;
    private readonly ExchangeStarts starts;
    private readonly NearbyLook nearby;
    private readonly NumberPull numbers;

    private ExchangeSearch(LabelQuestions questions)
    {
        this.questions = questions;
        searches = new ExchangeSearches(questions);
        states = searches.States;
        starts = new ExchangeStarts(questions, new FeatureCodes(questions.Records, questions.Space), Starts);
        nearby = new NearbyLook(searches);
        numbers = new NumberPull(searches);
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
            bool whole = TurnStale() && nearby.Look((int)(FirstCopies * Math.Sqrt(round))) && Jump() && numbers.Pull();
            if (curve.AfterRound(whole, searches.Queries, Score) is { } end)
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
        bool[]? kept = searches.Keep(turning, exchanges);
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
        return searches.Shorten(found, Array.ConvertAll(found, i => states[i].Exchange));
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
            bool[]? kept = searches.Keep(Array.ConvertAll(asked, i => searching[i]), Array.ConvertAll(asked, i => new ArraySegment<int>(orders[i], 0, LengthOf(i))));
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
        return searches.Shorten(Array.ConvertAll(jumping, i => searching[i]), Array.ConvertAll(jumping, i => orders[i][..lengths[i]]))
            && searches.Shorten(searching, Array.ConvertAll(searching, i => states[i].ExchangeByEffect()));
    }
}
