namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>One record's search for the cheapest exchange of features that changes its label.</summary>
internal sealed class ExchangeState(int record, int features)
{
    public const int NoDonor = -1;

    public int Record { get; } = record;

    /// <summary>For each feature the record whose value it takes when exchanged, or <see cref="NoDonor"/>.</summary>
    public int[] Donors { get; } = new int[features];

    /// <summary>For each feature what exchanging it costs: 1, or the share of its range.</summary>
    public float[] Costs { get; } = new float[features];

    /// <summary>Features of the smallest exchange of this start that changes the label; empty before one is found.</summary>
    public int[] Exchange { get; set; } = [];

    /// <summary>Cost of <see cref="Exchange"/>.</summary>
    public double Cost { get; set; } = double.PositiveInfinity;

    /// <summary>Smallest cost over all starts, numbers pulled back as far as the label allows.</summary>
    public double BestCost { get; set; } = double.PositiveInfinity;

    /// <summary>Share of the last round's probes that kept the label.</summary>
    public double KeptNearby { get; set; } = 1;

    /// <summary>Which of the record's starts is being followed.</summary>
    public int Start { get; set; } = -1;

    /// <summary>Rounds without a cheaper exchange.</summary>
    public int Stale { get; set; }

    private readonly float[] tries = new float[features];
    private readonly float[] changes = new float[features];
    private double probes;
    private double changed;

    public double CostOf(IEnumerable<int> exchange) => exchange.Sum(feature => (double)Costs[feature]);

    /// <summary>Goes on from an exchange that changes the label where it is no dearer than the one before.</summary>
    public void Take(int[] exchange)
    {
        var cost = CostOf(exchange);
        if (cost > Cost)
        {
            return;
        }

        Stale = cost < Cost ? 0 : Stale;
        Cost = cost;
        Exchange = exchange;
        BestCost = Math.Min(BestCost, cost);
    }

    /// <summary>Notes whether an exchange changed the label.</summary>
    public void Learn(ReadOnlySpan<int> exchange, bool changesLabel)
    {
        probes++;
        changed += changesLabel ? 1 : 0;
        foreach (var feature in exchange)
        {
            tries[feature]++;
            changes[feature] += changesLabel ? 1 : 0;
        }
    }

    /// <summary>Forgets what was learned of a feature, because it is exchanged for another value from now on.</summary>
    public void Forget(int feature) => tries[feature] = changes[feature] = 0;

    /// <summary>The features whose exchange was seen to help, those that help most surely first.</summary>
    public int[] ByEffect()
    {
        var share = probes == 0 ? 0 : changed / probes;
        var keys = new double[Donors.Length];
        var order = new int[Donors.Length];
        var count = 0;
        for (var feature = 0; feature < Donors.Length; feature++)
        {
            var effect = Donors[feature] == NoDonor ? 0 : Effect(feature, share);
            if (effect > 0)
            {
                keys[count] = -effect;
                order[count++] = feature;
            }
        }

        Array.Sort(keys, order, 0, count);
        return order[..count];
    }

    /// <summary>The features of <see cref="Exchange"/> in the order of <see cref="ByEffect"/>.</summary>
    public int[] ExchangeByEffect()
    {
        var share = probes == 0 ? 0 : changed / probes;
        int[] sorted = [.. Exchange];
        Array.Sort(Array.ConvertAll(sorted, feature => -Effect(feature, share)), sorted);
        return sorted;
    }

    /// <summary>Standard score of the label changes seen with the feature exchanged, against those without regard to it.</summary>
    private double Effect(int feature, double share) => (changes[feature] - (share * tries[feature])) / Math.Sqrt(tries[feature] + 1);
}
