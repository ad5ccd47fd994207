using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// What the leaves of boosted trees show from round to round. A step is the learning rate times a number that falls as the
/// scores grow, so how fast leaves shrink shows the learning rate, whatever a factor of the logits. Where the factor is
/// known by that, so is the temperature at which target and shadows are alike.
/// </summary>
/// <param name="Recipe">The recipe whose leaves shrink as the target's do.</param>
/// <param name="Temperature">What the target's logits are divided by to have the scale of that recipe.</param>
internal sealed record BoostingProfile(BoostingRecipe Recipe, double Temperature)
{
    /// <summary>Rounds looked at.</summary>
    private const int MostRounds = 8;

    /// <summary>Fewer show nothing.</summary>
    private const int FewestRounds = 4;

    /// <summary>Twice the rate and half of it must fit worse by this factor, or the leaves show no rate.</summary>
    private const double Clearly = 1.25;

    /// <summary>Where the most leaves are reached by all trees, their number says little of their size: larger ones are tried, too.</summary>
    private const int Larger = 8;

    /// <summary>A larger leaf size that makes fewer leaves than this share of the target's is none of the target's.</summary>
    private const double LeavesKept = .98;

    /// <summary>Of the step between rates.</summary>
    private const int Halvings = 3;

    private static readonly bool[] Both = [true, false];
    private static readonly double[] Rates = [.032, .08, .2, .5];

    /// <param name="start">Rounds, leaves and depth as the graph shows them, and the smallest leaves that go with them.</param>
    /// <param name="largestLeaf">No leaf is to hold more records.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="slope">Logit a unit of the target's leaves; one a column.</param>
    /// <param name="grow">Grows trees, round by round; called on several threads.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>Null where the leaves show no rate.</returns>
    public static BoostingProfile? Of(
        BoostingRecipe start, int largestLeaf, TreeEnsemble target, double[] slope, Func<BoostingRecipe, IReadOnlyList<DecisionTree>> grow, CancellationToken cancellation)
    {
        var wanted = Sizes(target.ByRound, slope);
        if (wanted.Length < FewestRounds || wanted.Any(static size => !(size > 0)))
        {
            return null;
        }

        var leaves = MeanLeaves(target.ByRound);
        double[] ones = [.. slope.Select(static _ => 1.0)];
        Trial Try(BoostingRecipe recipe)
        {
            DecisionTree[][] rounds = [.. grow(recipe with { Rounds = wanted.Length }).Chunk(slope.Length)];
            var own = Sizes(rounds, ones);
            return new Trial(recipe, own[0] > 0 ? wanted[0] / own[0] : 1, MeanLeaves(rounds) / leaves, Distance(own, wanted));
        }

        Trial[] Several(IEnumerable<BoostingRecipe> recipes) => [.. recipes.AsParallel().AsOrdered().WithCancellation(cancellation).Select(Try)];

        bool Fits(Trial trial) => trial.Recipe.MinLeaf == start.MinLeaf || trial.Leaves >= LeavesKept;
        Trial[] coarse = [.. Several(Rates.SelectMany(rate => Starts(start with { LearningRate = rate }, largestLeaf))).Where(Fits)];
        var best = coarse.MinBy(static trial => trial.Distance)!;
        if (!ShowsRate(best, coarse))
        {
            return null;
        }

        var middleSize = best.Recipe.MinLeaf;
        int[] sizes = [.. new[] { middleSize / 4, middleSize / 2, middleSize * 3 / 2, middleSize * 2 }.Where(size => size >= start.MinLeaf && size <= largestLeaf && size != middleSize).Distinct()];
        best = Several(sizes.Select(size => best.Recipe with { MinLeaf = size })).Where(Fits).Aggregate(best, Better);
        var step = Math.Sqrt(Rates[1] / Rates[0]);
        for (var i = 0; i < Halvings; i++, step = Math.Sqrt(step))
        {
            var middle = best.Recipe;
            best = Several([middle with { LearningRate = middle.LearningRate / step }, middle with { LearningRate = Math.Min(1, middle.LearningRate * step) }]).Aggregate(best, Better);
        }

        return new BoostingProfile(best.Recipe, best.Temperature);
    }

    private static IEnumerable<BoostingRecipe> Starts(BoostingRecipe recipe, int largestLeaf)
    {
        foreach (var shares in Both)
        {
            yield return recipe with { StartsAtShares = shares };
            if (recipe.MinLeaf * Larger <= largestLeaf)
            {
                yield return recipe with { StartsAtShares = shares, MinLeaf = recipe.MinLeaf * Larger };
            }
        }
    }

    private static bool ShowsRate(Trial best, Trial[] coarse)
    {
        Trial[] others = [.. coarse.Where(trial => trial.Recipe with { LearningRate = 0 } == best.Recipe with { LearningRate = 0 })];
        var place = Array.IndexOf(others, best);
        return place > 0 && others[place - 1].Distance > best.Distance * Clearly && (place + 1 == others.Length || others[place + 1].Distance > best.Distance * Clearly);
    }

    private static double MeanLeaves(IReadOnlyList<IReadOnlyList<DecisionTree>> rounds) => rounds.Take(MostRounds).SelectMany(static round => round).Average(static tree => tree.Leaves);

    private static Trial Better(Trial one, Trial other) => other.Distance < one.Distance ? other : one;

    /// <summary>How far leaves lie from their tree's mean, by round.</summary>
    private static double[] Sizes(IReadOnlyList<IReadOnlyList<DecisionTree>> rounds, double[] slope) =>
        [.. rounds.Take(MostRounds).Select(round => round.Average(tree => Deviation(tree.LeafWorths(slope))))];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Distance(double[] own, double[] wanted)
    {
        double sum = 0;
        for (var round = 1; round < wanted.Length; round++)
        {
            var off = Math.Log(Math.Max(own[round], double.Epsilon) / own[0]) - Math.Log(wanted[round] / wanted[0]);
            sum += off * off;
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    /// <param name="Recipe">What was tried.</param>
    /// <param name="Temperature">How much larger the target's first leaves are.</param>
    /// <param name="Leaves">Leaves a tree, as a share of the target's.</param>
    /// <param name="Distance">How differently the leaves shrink.</param>
    private sealed record Trial(BoostingRecipe Recipe, double Temperature, double Leaves, double Distance);
}
