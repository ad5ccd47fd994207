using PrivacyGate.LabelOnly.Boundary.Exchanges;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>What gradients told of one record's exchanges.</summary>
/// <param name="state">The record's search.</param>
internal sealed class GuidedExchange(ExchangeState state)
{
    /// <summary>What exchanging each feature adds to the margin, to first order; the mean of the places asked about.</summary>
    private readonly float[] effects = new float[state.Donors.Length];
    private int[] start = [];
    private int looks;
    private double margin;

    public ExchangeState State => state;

    /// <summary>The rank of the class this start heads for.</summary>
    public int Rival { get; private set; }

    /// <summary>Cost of the cheapest exchange, its last feature counted by the share of its effect that was needed.</summary>
    public double BestShare { get; private set; } = double.PositiveInfinity;

    /// <param name="exchange">What the start exchanges: what leads to another class where gradients do not.</param>
    /// <param name="rival">The rank of the class to head for.</param>
    public void Turn(int[] exchange, int rival)
    {
        (start, Rival, looks) = (exchange, rival, 0);
        (state.Exchange, state.Cost) = ([], double.PositiveInfinity);
    }

    /// <summary>Notes the margin at the exchange found, or at the record itself before one is, and its slope there.</summary>
    /// <param name="now">The margin.</param>
    /// <param name="effectOf">What exchanging a feature adds to it, to first order.</param>
    public void Learn(double now, Func<int, double> effectOf)
    {
        looks++;
        margin = now;
        for (var feature = 0; feature < effects.Length; feature++)
        {
            var effect = state.Donors[feature] == ExchangeState.NoDonor ? 0 : (float)effectOf(feature);
            effects[feature] += (effect - effects[feature]) / looks;
        }

        if (state.Exchange.Length > 0)
        {
            var weakest = state.Exchange.MaxBy(feature => effects[feature] / state.Costs[feature]);
            var last = effectOf(weakest);
            var tooMuch = last < 0 && now < 0 ? Math.Min(1, now / last) : 0;
            BestShare = Math.Min(BestShare, state.Cost - (tooMuch * state.Costs[weakest]));
        }
    }

    /// <summary>The features whose exchange brings the boundary nearer, those that do most for their cost first; behind them those of the start of which gradients say nothing.</summary>
    public int[] ByEffect()
    {
        var keys = new double[effects.Length];
        var order = new int[effects.Length];
        var count = 0;
        for (var feature = 0; feature < effects.Length; feature++)
        {
            if (effects[feature] < 0)
            {
                keys[count] = effects[feature] / state.Costs[feature];
                order[count++] = feature;
            }
        }

        Array.Sort(keys, order, 0, count);
        return [.. order.AsSpan(0, count), .. start.Where(feature => effects[feature] == 0)];
    }

    /// <summary>What the start exchanges, features that do most for their cost first: a record of another class, whatever gradients say.</summary>
    public int[] StartByEffect()
    {
        int[] sorted = [.. start];
        Array.Sort(Array.ConvertAll(sorted, feature => (double)effects[feature] / state.Costs[feature]), sorted);
        return sorted;
    }

    /// <summary>The shortest run of <paramref name="order"/> that changes the class, were the margin a plane; shorter than the exchange found.</summary>
    public int Guess(int[] order)
    {
        var left = margin - state.Exchange.Sum(feature => (double)effects[feature]);
        var length = 0;
        while (length < order.Length && left >= 0)
        {
            left += effects[order[length++]];
        }

        return Math.Max(1, state.Exchange.Length > 0 ? Math.Min(length, state.Exchange.Length - 1) : length);
    }
}
