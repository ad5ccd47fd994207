using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Boundary.Exchanges;
using PrivacyGate.LabelOnly.Boundary.Searches;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>
/// The exchange search of a model whose gradients are known: features are exchanged in the order of what the gradient says
/// of them (saliency, Papernot et al. 2016), the shortest run of them that changes the label is found by halving, and the
/// gradient is asked for again where that ended. What gradients cannot shorten any more is handed to the search by
/// labels. All records take each step together.
/// </summary>
internal sealed class GradientExchanges : ISearch
{
    private const int RoundsBeforeNextStart = 3;

    /// <summary>Rounds that gradients lead, at most; by then usual searches have no start left.</summary>
    private const int Rounds = 32;

    /// <summary>Queries of a usual round.</summary>
    private const int QueriesARound = 10;

    /// <summary>What the search by labels holds, and the effects and the exchange of a start.</summary>
    private const int BytesAFeature = ExchangeSearch.BytesAFeature + 8;

    private readonly LabelQuestions questions;
    private readonly GradientQuestions gradients;
    private readonly FeatureCodes codes;
    private readonly ExchangeStarts starts;
    private readonly ExchangeSearches searches;
    private readonly ExchangeSearch search;
    private readonly NumberPull numbers;
    private readonly GuidedExchange[] guided;
    private readonly int[][] cellsOf;
    private int[][]? nearest;

    private GradientExchanges(ExchangeSearches searches, IInputGradients gradients, FeatureCodes codes, ExchangeStarts starts)
    {
        (this.searches, this.codes, this.starts) = (searches, codes, starts);
        questions = searches.Questions;
        this.gradients = new GradientQuestions(questions, gradients);
        search = new ExchangeSearch(searches, codes, starts);
        numbers = new NumberPull(searches);
        guided = Array.ConvertAll(searches.States, static state => new GuidedExchange(state));
        cellsOf = [.. questions.Space.Features.Select(static feature => feature.Cells.ToArray())];
    }

    public bool IsOver => search.IsOver;

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
            static rounds => Enumerable.Range(1, rounds).Sum(static round => round <= Rounds ? QueriesARound : ExchangeSearch.QueriesOf(round - Rounds)),
            (first, count) => new GradientExchanges(new ExchangeSearches(questions, first, count), questions.Gradients!, codes, starts));
        return SearchRun.Ask(questions, plan, curve);
    }

    public int Queries(int place) => searches.Ledger.Spent(place);

    /// <summary>The cost, and among equal costs how much of the last exchange was needed.</summary>
    public double Score(int place)
    {
        var cost = Math.Min(guided[place].BestShare, searches.States[place].BestCost);
        return 1 + (double.IsFinite(cost) ? cost : searches.States[place].Donors.Length + 1);
    }

    public bool Advance(int round)
    {
        if (round > Rounds)
        {
            // A start that gradients led nowhere is not gone on from.
            foreach (var state in searches.States.Where(state => round == Rounds + 1 && state.Exchange.Length == 0))
            {
                state.Stale = RoundsBeforeNextStart;
            }

            return search.Advance(round - Rounds);
        }

        nearest ??= NearestRecords.OfOtherClass(questions, codes, searches.First, guided.Length, ExchangeSearch.Starts);
        return nearest is not null && Turn() is { } active && Look(active) is { } asked && Jump(asked) && numbers.Pull(asked);
    }

    /// <summary>Sends searches that no longer get on to their next start, each towards another class.</summary>
    /// <returns>The searches that go on; null when the time was up.</returns>
    private int[]? Turn()
    {
        var states = searches.States;
        bool GoesOn(int i) => states[i].Start >= 0 && states[i].Stale < RoundsBeforeNextStart;
        int[] turning = [.. Enumerable.Range(0, states.Length).Where(i => !GoesOn(i) && states[i].Start + 1 < nearest![i].Length && searches.Ledger.Left(i) > 0)];
        var inTime = questions.ForEachInTime(turning.Length, k =>
        {
            var i = turning[k];
            var exchange = starts.Turn(searches.First + i, states[i], nearest![i][states[i].Start + 1]);
            guided[i].Turn(exchange, GradientQuestions.BestRival - states[i].Start);
        });
        return inTime ? [.. Enumerable.Range(0, states.Length).Where(GoesOn)] : null;
    }

    /// <summary>Asks for the margin's slope at each exchange found so far, or at the record itself.</summary>
    /// <returns>Those that had the queries for it; null when the time was up.</returns>
    private int[]? Look(int[] active)
    {
        int[] able = [.. active.Where(i => searches.Ledger.Left(i) >= GradientQuestions.QueriesAMargin)];
        Array.ForEach(able, i => searches.Ledger.Spend(i, GradientQuestions.QueriesAMargin));
        var places = Array.ConvertAll(able, i => new ArraySegment<int>(guided[i].State.Exchange));
        int RivalOf(int k) => places[k].Count > 0 ? GradientQuestions.BestRival : guided[able[k]].Rival;
        var inTime = gradients.Ask(new ExchangeProbes(searches.Writer, searches.States, able, places, null), RivalOf, (k, _, margin, gradient) =>
        {
            var slope = gradient.ToArray();
            guided[able[k]].Learn(margin, feature => EffectOf(guided[able[k]].State, feature, slope));
        });
        return inTime ? able : null;
    }

    private double EffectOf(ExchangeState state, int feature, float[] slope)
    {
        double effect = 0;
        foreach (var cell in cellsOf[feature])
        {
            // Cells that hold no number have no slope.
            effect += slope[cell] == 0 ? 0 : slope[cell] * (questions.Cells.Number(state.Donors[feature], cell) - questions.Cells.Number(state.Record, cell));
        }

        return effect;
    }

    /// <summary>Tries runs of the features that help most until one changes the label, or else the start's, and shortens it.</summary>
    private bool Jump(int[] active)
    {
        var runs = new RunOfFeatures[active.Length];
        questions.ForEach(active.Length, k => runs[k] = new RunOfFeatures(guided[active[k]]));
        while (runs.Any(static run => run.IsOpen))
        {
            int[] open = [.. Enumerable.Range(0, runs.Length).Where(k => runs[k].IsOpen)];
            var kept = searches.Keep(Array.ConvertAll(open, k => active[k]), Array.ConvertAll(open, k => runs[k].Tried));
            if (kept is null)
            {
                return false;
            }

            for (var j = 0; j < open.Length; j++)
            {
                runs[open[j]].Answer(kept[j]);
            }
        }

        Array.ForEach(active, i => searches.States[i].Stale++);
        int[] jumping = [.. Enumerable.Range(0, runs.Length).Where(k => runs[k].ChangesLabel)];
        return searches.Shorten(
            Array.ConvertAll(jumping, k => active[k]), Array.ConvertAll(jumping, k => runs[k].Tried.ToArray()), Array.ConvertAll(jumping, k => runs[k].Keeping));
    }
}
