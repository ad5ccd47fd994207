using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly.Exchanges;

/// <summary>Gives every feature of a record another value to be exchanged for.</summary>
internal sealed class ExchangeStarts
{
    private const ulong Purpose = 0x646F6E6F72;
    private const int RecordsTried = 32;

    private readonly LabelQuestions questions;
    private readonly FeatureCodes codes;
    private readonly int[][] nearest;
    private readonly (int Zero, int One)[] holders;

    public ExchangeStarts(LabelQuestions questions, FeatureCodes codes, int starts)
    {
        this.questions = questions;
        this.codes = codes;
        nearest = NearestRecords.OfOtherClass(questions, codes, starts);
        holders = [.. questions.Space.Features.Select((feature, place) => feature.Kind == FeatureKind.Binary ? HoldersOf(place) : (-1, -1))];
    }

    public bool Has(int right, int start) => start < nearest[right].Length;

    /// <summary>Turns a search to its next start: numbers and codes take the values of a near record of another class, where that has the same some other record's.</summary>
    /// <returns>The features in which the start differs from the record, in random order.</returns>
    public int[] Turn(int right, ExchangeState state)
    {
        state.Start++;
        int start = nearest[right][state.Start];
        CountedDraw draw = CountedDraw.For(questions.Options.Seed, Purpose, (ulong)((right * 64L) + state.Start));
        ReadOnlySpan<float> own = codes.Of(state.Record);
        var different = new List<int>();
        for (int feature = 0; feature < own.Length; feature++)
        {
            int donor = Donor(feature, state.Record, start, ref draw);
            if (donor != state.Donors[feature])
            {
                state.Forget(feature);
            }

            state.Donors[feature] = donor;
            state.Costs[feature] = donor == ExchangeState.NoDonor ? 0 : Math.Min(1, Math.Abs(codes.Of(donor)[feature] - own[feature]));
            if (questions.Space.Features[feature].Kind != FeatureKind.Fixed && codes.Of(start)[feature] != own[feature])
            {
                different.Add(feature);
            }
        }

        Shuffle(different, ref draw);
        state.Exchange = [.. different];
        state.Cost = state.CostOf(different);
        state.Stale = 0;
        return state.Exchange;
    }

    private int Donor(int feature, int record, int start, ref CountedDraw draw)
    {
        float own = codes.Of(record)[feature];
        switch (questions.Space.Features[feature].Kind)
        {
            case FeatureKind.Fixed:
                return ExchangeState.NoDonor;
            case FeatureKind.Binary:
                return own == 0 ? holders[feature].One : holders[feature].Zero;
        }

        int donor = start;
        for (int i = 0; i < RecordsTried && codes.Of(donor)[feature] == own; i++)
        {
            donor = draw.Below(questions.Cells.Count);
        }

        return codes.Of(donor)[feature] == own ? ExchangeState.NoDonor : donor;
    }

    private (int Zero, int One) HoldersOf(int feature)
    {
        (int zero, int one) = (-1, -1);
        for (int record = 0; record < questions.Cells.Count && (zero < 0 || one < 0); record++)
        {
            if (codes.Of(record)[feature] == 0)
            {
                zero = zero < 0 ? record : zero;
            }
            else
            {
                one = one < 0 ? record : one;
            }
        }

        return (zero, one);
    }

    private static void Shuffle(List<int> items, ref CountedDraw draw)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int other = draw.Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
