namespace PrivacyGate.LabelOnly.Boundary.Exchanges;

/// <summary>Numbers need not go all the way: searches, by halving, how far all of an exchange's numbers must go together.</summary>
internal sealed class NumberPull(ExchangeSearches searches)
{
    private const int Steps = 5;

    private readonly bool[] isNumber = [.. searches.Questions.Space.Features.Select(static feature => feature.IsNumber)];

    /// <param name="of">The searches, or null for all.</param>
    /// <returns>False when the time was up.</returns>
    public bool Pull(int[]? of = null)
    {
        HashSet<int>? wanted = of is null ? null : [.. of];
        int[] asked = [.. searches.Searching.Where(i => wanted?.Contains(i) != false && searches.States[i].Exchange.Any(feature => isNumber[feature]))];
        var exchanges = Array.ConvertAll(asked, i => new ArraySegment<int>(searches.States[i].Exchange));
        var below = new double[asked.Length];
        double[] share = [.. Enumerable.Repeat(1.0, asked.Length)];
        for (var step = 0; step < Steps; step++)
        {
            var kept = searches.Keep(asked, exchanges, [.. below.Zip(share, static (low, high) => (low + high) / 2)]);
            if (kept is null)
            {
                return false;
            }

            for (var i = 0; i < asked.Length; i++)
            {
                (kept[i] ? ref below[i] : ref share[i]) = (below[i] + share[i]) / 2;
            }
        }

        for (var i = 0; i < asked.Length; i++)
        {
            var state = searches.States[asked[i]];
            var numbers = state.CostOf(state.Exchange.Where(feature => isNumber[feature]));
            state.BestCost = Math.Min(state.BestCost, state.Cost - ((1 - share[i]) * numbers));
        }

        return true;
    }
}
