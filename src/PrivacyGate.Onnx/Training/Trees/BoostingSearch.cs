using PrivacyGate.Models;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Finds the recipe of boosted trees that look like the target's. Rounds, depth and leaves stand in the graph; the
/// learning rate follows from how far the first round's leaves lie apart, the leaf size from how many leaves there are, and
/// what is left is matched to the member loss. Where each column has an ensemble of its own, probabilities are divided by
/// their sum and temperatures of other models say nothing; there the learning rate follows from how fast leaves shrink.
/// </summary>
internal sealed class BoostingSearch
{
    /// <summary>Rounds whose leaves are counted.</summary>
    private const int FirstRounds = 20;

    /// <summary>A learning rate beyond four times the estimate, or a quarter, would mean another kind of training.</summary>
    private const double Range = 4;

    private const int Halvings = 5;

    /// <summary>The rate at which leaves are counted: it hardly changes their number.</summary>
    private const double UsualRate = .1;

    private readonly FeatureTable table;
    private readonly IBoostingLoss loss;
    private readonly CancellationToken cancellation;

    /// <param name="table">Records such as a shadow trains on.</param>
    /// <param name="loss">What is descended on them.</param>
    /// <param name="cancellation">Stops the search.</param>
    public BoostingSearch(FeatureTable table, IBoostingLoss loss, CancellationToken cancellation) =>
        (this.table, this.loss, this.cancellation) = (table, loss, cancellation);

    /// <summary>What the target's trees show by themselves.</summary>
    /// <param name="target">The target's trees.</param>
    /// <param name="slope">Logit a unit of the target's leaves; one a column.</param>
    public BoostingShape Shape(TreeEnsemble target, double[] slope)
    {
        var bins = target.MostThresholds > FeatureTable.Coarse - 1 ? FeatureTable.Exact : FeatureTable.Coarse;
        var recipe = new BoostingRecipe(target.ByRound.Count, UsualRate, target.MaxLeaves, target.MaxDepth, 1, bins);
        var leaves = target.ByRound.Take(FirstRounds).SelectMany(static round => round).Average(static tree => tree.Leaves);
        int[] sizes = [.. Enumerable.Range(0, 40).Select(static i => (int)Math.Pow(1.3, i)).Distinct().Where(size => size <= Math.Max(1, table.Count / 4))];
        double Leaves(int place) => Grow(recipe with { Rounds = Math.Min(recipe.Rounds, FirstRounds), MinLeaf = sizes[place] }).Average(static tree => tree.Leaves);
        var smallest = First(0, sizes.Length - 1, place => Leaves(place) <= leaves * 1.02);
        recipe = recipe with { MinLeaf = sizes[smallest] };
        if (target.IsJoined && BoostingProfile.Of(recipe, sizes[^1], target, slope, Grow, cancellation) is { } profile)
        {
            return new BoostingShape(profile.Recipe, profile.Temperature, true);
        }

        var spread = Spread(Grow(recipe with { Rounds = 1, LearningRate = 1 }), [.. slope.Select(static _ => 1.0)]);
        var rate = spread > 0 ? Spread(target.ByRound[0], slope) / spread : UsualRate;
        return new BoostingShape(recipe with { LearningRate = rate }, 1, false);
    }

    /// <summary>The learning rate that brings the loss to what is wanted; the loss falls as the rate grows, until steps are too large.</summary>
    /// <param name="recipe">The recipe to start from.</param>
    /// <param name="wanted">The target's mean member loss.</param>
    public BoostingRecipe WithLoss(BoostingRecipe recipe, double wanted)
    {
        var reached = LossOf(recipe);
        (var nearest, var distance) = (recipe, LossMatch.Distance(reached, wanted, loss.Floor));
        var slower = reached < wanted;
        var low = Math.Log(slower ? recipe.LearningRate / Range : recipe.LearningRate);
        var high = Math.Log(slower ? recipe.LearningRate : Math.Min(1, recipe.LearningRate * Range));
        for (var i = 0; i < Halvings && !IsNear(reached, wanted); i++)
        {
            var middle = (low + high) / 2;
            var some = recipe with { LearningRate = Math.Exp(middle) };
            reached = LossOf(some);
            if (LossMatch.Distance(reached, wanted, loss.Floor) < distance)
            {
                (nearest, distance) = (some, LossMatch.Distance(reached, wanted, loss.Floor));
            }

            (low, high) = reached > wanted ? (middle, high) : (low, middle);
        }

        return nearest;
    }

    /// <summary>The first place at which something is so; it stays so after that. The last place where it never is.</summary>
    private static int First(int low, int high, Func<int, bool> isSo)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isSo(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Within this factor the graph is believed: losses of shadows differ by as much from one draw of records to the next. The smallest losses too are searched for, which LossMatch takes for alike.</summary>
    private static bool IsNear(double reached, double wanted) => reached <= wanted * LossMatch.NearEnough && wanted <= reached * LossMatch.NearEnough;

    /// <summary>
    /// How far the leaves of a tree lie apart in logits, mean over the trees of a round. In the first round all records of
    /// a class stand at the same place, so that a leaf that knows one class only steps by the learning rate times a number
    /// that follows from the share of the class; a start in the leaves does not count.
    /// </summary>
    private static double Spread(IReadOnlyList<DecisionTree> trees, double[] slope) => trees.Average(tree => tree.LeafWorths(slope) is var worths ? worths.Max() - worths.Min() : 0);

    private IReadOnlyList<DecisionTree> Grow(BoostingRecipe recipe) => Booster.Grow(table, loss, recipe, cancellation).Trees;

    private double LossOf(BoostingRecipe recipe) => loss.Mean(Booster.Grow(table, loss, recipe, cancellation).Scores);
}

/// <summary>What a target's trees show of how they were grown.</summary>
/// <param name="Recipe">The recipe, its learning rate on the scale of <paramref name="Temperature"/>.</param>
/// <param name="Temperature">What the target's logits are divided by for that rate.</param>
/// <param name="IsScaleKnown">Whether the trees show that temperature; else the records have to.</param>
internal sealed record BoostingShape(BoostingRecipe Recipe, double Temperature, bool IsScaleKnown)
{
    /// <summary>The recipe whose first leaves are as large as the target's divided by a temperature.</summary>
    public BoostingRecipe At(double temperature) => Recipe with { LearningRate = Math.Clamp(Recipe.LearningRate * Temperature / temperature, .001, 1) };
}
