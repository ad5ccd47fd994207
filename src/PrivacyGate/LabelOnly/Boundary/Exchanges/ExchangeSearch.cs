using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>
/// Distance to the boundary where features are flags and codes: the fewest features that must take other values before
/// the label changes. HopSkipJump's three steps, made for discrete features: a search back from a real record of another
/// class, an estimate from answers nearby of which features pull towards the boundary, and a jump: the shortest run of
/// the strongest features that changes the label. All records take each step together.
/// </summary>
internal sealed class ExchangeSearch : ISearch
{
    private const int FirstCopies = 30;
    private const int RoundsBeforeNextStart = 3;

    /// <summary>Near records of another class that each search starts from, one after the other.</summary>
    public const int Starts = 8;

    /// <summary>Queries to turn, to jump and to shorten, in a usual round.</summary>
    private const int StepsARound = 10;

    /// <summary>Donors, costs, tries and changes, the exchange and the order of a jump.</summary>
    public const int BytesAFeature = 24;

    private readonly LabelQuestions questions;
    private readonly FeatureCodes codes;
    private readonly ExchangeStarts starts;
    private readonly ExchangeSearches searches;
    private readonly ExchangeState[] states;
    private readonly NearbyLook nearby;
    private readonly NumberPull numbers;
    private int[][]? nearest;

    /// <param name="searches">Where they stand; from exchanges that are known they go on.</param>
    /// <param name="codes">All records and donors.</param>
    /// <param name="starts">Where they start.</param>
    public ExchangeSearch(ExchangeSearches searches, FeatureCodes codes, ExchangeStarts starts)
    {
        (this.searches, this.codes, this.starts) = (searches, codes, starts);
        questions = searches.Questions;
        states = searches.States;
        nearby = new NearbyLook(searches);
        numbers = new NumberPull(searches);
    }

    public bool IsOver => !Enumerable.Range(0, states.Length).Any(i => searches.Ledger.Left(i) > 0 && (states[i].Exchange.Length > 0 || HasStart(i)));

    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve)
    {
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind == FeatureKind.Fixed))
        {
            return curve.End(QueryEnd.NothingToAsk);
        }

        var codes = new FeatureCodes(questions.Records, questions.Space);
        var starts = new ExchangeStarts(questions, codes);
        var plan = new SearchPlan(
            BytesAFeature * (long)codes.Features,
            static rounds => Enumerable.Range(1, rounds).Sum(QueriesOf),
            (first, count) => new ExchangeSearch(new ExchangeSearches(questions, first, count), codes, starts));
        return SearchRun.Ask(questions, plan, curve);
    }

    public int Queries(int place) => searches.Ledger.Spent(place);

    /// <summary>The cost, and among equal costs the share of answers nearby that kept the label.</summary>
    public double Score(int place)
    {
        var state = states[place];
        var cost = double.IsFinite(state.BestCost) ? state.BestCost : state.Donors.Length + 1;
        return cost + state.KeptNearby;
    }

    public bool Advance(int round)
    {
        nearest ??= NearestRecords.OfOtherClass(questions, codes, searches.First, states.Length, Starts);
        return nearest is not null && TurnStale() && nearby.Look(CopiesOf(round)) && Jump() && numbers.Pull();
    }

    /// <summary>Queries a round takes, roughly.</summary>
    public static int QueriesOf(int round) => CopiesOf(round) + StepsARound;

    private static int CopiesOf(int round) => (int)(FirstCopies * Math.Sqrt(round));

    private bool HasStart(int place) => nearest is null || states[place].Start + 1 < nearest[place].Length;

    /// <summary>Sends searches that no longer get on to their next start, and searches back from there.</summary>
    private bool TurnStale()
    {
        int[] turning = [.. Enumerable.Range(0, states.Length).Where(i =>
            (states[i].Start < 0 || states[i].Stale >= RoundsBeforeNextStart) && HasStart(i) && searches.Ledger.Left(i) > 0)];
        var exchanges = new ArraySegment<int>[turning.Length];
        var inTime = questions.ForEachInTime(turning.Length, k =>
            exchanges[k] = starts.Turn(searches.First + turning[k], states[turning[k]], nearest![turning[k]][states[turning[k]].Start + 1]));
        var kept = inTime ? searches.Keep(turning, exchanges) : null;
        if (kept is null)
        {
            return false;
        }

        // Features that stay as they are can keep the label even where all others are another record's. And where the target
        // answers one record two ways, an exchange of nothing can seem to change it.
        foreach (var i in turning.Where((_, k) => kept[k] || exchanges[k].Count == 0))
        {
            states[i].Exchange = [];
            states[i].Cost = double.PositiveInfinity;
            states[i].Stale = RoundsBeforeNextStart;
        }

        int[] found = [.. turning.Where(i => states[i].Exchange.Length > 0)];
        return searches.Shorten(found, Array.ConvertAll(found, i => states[i].Exchange));
    }

    /// <summary>Tries the strongest features alone, one fewer than are exchanged now or twice as many, then searches the shortest run of them that does.</summary>
    private bool Jump()
    {
        var searching = searches.Searching;
        var orders = new int[searching.Length][];
        questions.ForEach(searching.Length, i => orders[i] = states[searching[i]].ByEffect());
        var lengths = new int[searching.Length];
        foreach (var length in (ReadOnlySpan<Func<int, int>>)[static length => Math.Max(1, length - 1), static length => 2 * length])
        {
            int[] asked = [.. Enumerable.Range(0, searching.Length).Where(i => lengths[i] == 0)];
            int LengthOf(int i) => Math.Min(orders[i].Length, length(states[searching[i]].Exchange.Length));
            var kept = searches.Keep(Array.ConvertAll(asked, i => searching[i]), Array.ConvertAll(asked, i => new ArraySegment<int>(orders[i], 0, LengthOf(i))));
            if (kept is null)
            {
                return false;
            }

            for (var k = 0; k < asked.Length; k++)
            {
                lengths[asked[k]] = kept[k] ? 0 : LengthOf(asked[k]);
            }
        }

        foreach (var i in searching)
        {
            states[i].Stale++;
        }

        int[] jumping = [.. Enumerable.Range(0, searching.Length).Where(i => lengths[i] > 0)];
        return searches.Shorten(Array.ConvertAll(jumping, i => searching[i]), Array.ConvertAll(jumping, i => orders[i][..lengths[i]]))
            && searches.Shorten(searching, Array.ConvertAll(searching, i => states[i].ExchangeByEffect()));
    }
}
