using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>Gives every feature of a record another value to be exchanged for.</summary>
internal sealed class ExchangeStarts
{
    private const ulong Purpose = 0x646F6E6F72;
    private const int RecordsTried = 32;

    private readonly LabelQuestions questions;
    private readonly FeatureCodes codes;
    private readonly (int Zero, int One)[] holders;

    public ExchangeStarts(LabelQuestions questions, FeatureCodes codes)
    {
        this.questions = questions;
        this.codes = codes;
        holders = new (int, int)[codes.Features];

        // Where the time is up some are missing, and nothing is asked any more.
        questions.ForEachInTime(holders.Length, place => holders[place] = HoldersOf(questions.Space.Features[place]));
    }

    /// <summary>Turns a search to its next start: numbers and codes take the values of a near record of another class, where that has the same some other donor's.</summary>
    /// <param name="right">The record's number among those the target gets right.</param>
    /// <param name="state">The search.</param>
    /// <param name="start">The near record.</param>
    /// <returns>The features in which the start differs from the record, in random order.</returns>
    public int[] Turn(int right, ExchangeState state, int start)
    {
        state.Start++;
        var draw = CountedDraw.For(questions.Options.Seed, Purpose, (ulong)((right * 64L) + state.Start));
        var own = new float[codes.Features];
        codes.Read(state.Record, own);
        var different = new List<int>();
        for (var feature = 0; feature < own.Length; feature++)
        {
            var donor = Donor(feature, own[feature], start, ref draw);
            if (donor != state.Donors[feature])
            {
                state.Forget(feature);
            }

            state.Donors[feature] = donor;
            state.Costs[feature] = CostOf(feature, own[feature], donor);
            if (questions.Space.Features[feature].Kind != FeatureKind.Fixed && codes.OfDonor(start)[feature] != own[feature])
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

    private float CostOf(int feature, float own, int donor) =>
        donor == ExchangeState.NoDonor ? 0
        : questions.Space.Features[feature].IsNumber ? Math.Min(1, Math.Abs(codes.OfDonor(donor)[feature] - own))
        : 1;

    private int Donor(int feature, float own, int start, ref CountedDraw draw)
    {
        switch (questions.Space.Features[feature].Kind)
        {
            case FeatureKind.Fixed:
                return ExchangeState.NoDonor;
            case FeatureKind.Binary:
                return own == 0 ? holders[feature].One : holders[feature].Zero;
        }

        var donor = start;
        for (var i = 0; i < RecordsTried && codes.OfDonor(donor)[feature] == own; i++)
        {
            donor = draw.Below(codes.Donors);
        }

        return codes.OfDonor(donor)[feature] == own ? ExchangeState.NoDonor : donor;
    }

    /// <summary>The first record, whose value is coded 0, and the first of another value, be it a donor or not: a rare flag must find one.</summary>
    private (int Zero, int One) HoldersOf(Feature feature)
    {
        if (feature.Kind != FeatureKind.Binary)
        {
            return (ExchangeState.NoDonor, ExchangeState.NoDonor);
        }

        var cell = feature.Cells[0];
        var first = questions.Cells.Value(0, cell);
        var other = 1;
        while (other < questions.Cells.Count && questions.Cells.Value(other, cell).Equals(first))
        {
            other++;
        }

        return (0, other < questions.Cells.Count ? other : ExchangeState.NoDonor);
    }

    private static void Shuffle(List<int> items, ref CountedDraw draw)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = draw.Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
