using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Grows one tree down a loss's gradients: second-order gains and leaves (Chen and Guestrin 2016, equations 5 and 7), the
/// leaf that wins most split first (Ke et al. 2017). No chance is in it.
/// </summary>
internal sealed class GradientTreeGrower(FeatureTable table, BoostingRecipe recipe)
{
    /// <summary>Keeps leaves finite where a loss has become flat.</summary>
    private const double LeastCurvature = 1e-3;

    private const double LeastGain = 1e-9;

    private readonly NodeOrder order = new(table.Count);
    private readonly int[] rows = new int[table.Count];
    private readonly int[] scratch = new int[table.Count];

    private readonly int[] everything = [.. Enumerable.Range(0, table.Count)];
    private readonly int[] features = [.. Enumerable.Range(0, table.Width)];
    private Func<int[]> drawn = static () => [];

    /// <summary>The leaf of each record that the tree grown last was grown on.</summary>
    public int[] LeafOfRecord { get; } = new int[table.Count];

    /// <summary>A tree on all records that looks at all features.</summary>
    /// <param name="gradients">First derivative of the loss in the score, by record.</param>
    /// <param name="curvatures">Second derivative, at least 0.</param>
    /// <param name="column">The column the tree adds to.</param>
    /// <param name="columns">Columns of the ensemble.</param>
    /// <param name="cancellation">Asked before each split.</param>
    /// <returns>A tree whose leaves are steps of the score, times the learning rate.</returns>
    public DecisionTree Grow(double[] gradients, double[] curvatures, int column, int columns, CancellationToken cancellation) =>
        Grow(everything, () => features, gradients, curvatures, column, columns, cancellation);

    /// <inheritdoc cref="Grow(double[], double[], int, int, CancellationToken)"/>
    /// <param name="records">The records the tree is grown on.</param>
    /// <param name="offered">The features to compare at a leaf; called once for each.</param>
    /// <param name="gradients">First derivative of the loss in the score, by record.</param>
    /// <param name="curvatures">Second derivative, at least 0.</param>
    /// <param name="column">The column the tree adds to.</param>
    /// <param name="columns">Columns of the ensemble.</param>
    /// <param name="cancellation">Asked before each split.</param>
    public DecisionTree Grow(
        int[] records, Func<int[]> offered, double[] gradients, double[] curvatures, int column, int columns, CancellationToken cancellation)
    {
        records.CopyTo(rows, 0);
        drawn = offered;
        var builder = new TreeBuilder(columns);
        List<Leaf> leaves = [Measure(builder.AddNode(), 0, records.Length, 0, gradients, curvatures)];
        while (leaves.Count < recipe.MaxLeaves && Worth(leaves) is { } at)
        {
            cancellation.ThrowIfCancellationRequested();
            var leaf = leaves[at];
            var split = leaf.Best!.Value;
            var front = split.Part(rows.AsSpan(leaf.Start, leaf.Count), table.Columns[split.Feature], scratch);
            (var yes, var no) = builder.Split(leaf.Node, split.Feature, split.Threshold);
            leaves[at] = Measure(yes, leaf.Start, front, leaf.Depth + 1, gradients, curvatures);
            leaves.Add(Measure(no, leaf.Start + front, leaf.Count - front, leaf.Depth + 1, gradients, curvatures));
        }

        foreach (var leaf in leaves)
        {
            builder.SetLeaf(leaf.Node, column, -recipe.LearningRate * leaf.Gradient / Math.Max(leaf.Curvature, LeastCurvature));
            foreach (var row in rows.AsSpan(leaf.Start, leaf.Count))
            {
                LeafOfRecord[row] = leaf.Node;
            }
        }

        return builder.Build();
    }

    private static int? Worth(List<Leaf> leaves)
    {
        var best = -1;
        for (var i = 0; i < leaves.Count; i++)
        {
            best = leaves[i].Best is { } split && (best < 0 || split.Gain > leaves[best].Best!.Value.Gain) ? i : best;
        }

        return best < 0 ? null : best;
    }

    private Leaf Measure(int node, int start, int count, int depth, double[] gradients, double[] curvatures)
    {
        ReadOnlySpan<int> own = rows.AsSpan(start, count);
        double gradient = 0;
        double curvature = 0;
        foreach (var row in own)
        {
            gradient += gradients[row];
            curvature += curvatures[row];
        }

        var leaf = new Leaf(node, start, count, depth, gradient, curvature, null);
        return depth >= recipe.MaxDepth || count < 2 * recipe.MinLeaf ? leaf : leaf with { Best = Best(leaf, own, gradients, curvatures) };
    }

    private Split? Best(Leaf leaf, ReadOnlySpan<int> own, double[] gradients, double[] curvatures)
    {
        Split? best = null;
        var before = Score(leaf.Gradient, leaf.Curvature);
        foreach (var feature in drawn())
        {
            var bins = table.Bins[feature];
            var sorted = table.BinsOf(feature) > 1 ? order.Of(own, bins) : [];
            double gradient = 0;
            double curvature = 0;
            for (var i = 0; i < sorted.Length - 1; i++)
            {
                var row = sorted[i];
                gradient += gradients[row];
                curvature += curvatures[row];
                if (i + 1 < recipe.MinLeaf || sorted.Length - i - 1 < recipe.MinLeaf || bins[row] == bins[sorted[i + 1]])
                {
                    continue;
                }

                var gain = Score(gradient, curvature) + Score(leaf.Gradient - gradient, leaf.Curvature - curvature) - before;
                if (gain > LeastGain && (best is null || gain > best.Value.Gain))
                {
                    best = new Split(feature, table.Threshold(feature, bins[row], bins[sorted[i + 1]]), gain);
                }
            }
        }

        return best;
    }

    private static double Score(double gradient, double curvature) => gradient * gradient / Math.Max(curvature, LeastCurvature);

    private readonly record struct Leaf(int Node, int Start, int Count, int Depth, double Gradient, double Curvature, Split? Best);
}
