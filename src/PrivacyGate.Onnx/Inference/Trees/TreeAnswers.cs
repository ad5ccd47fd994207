using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Inference.Trees;

/// <summary>What one tree node makes of the sums of its trees, as ONNX Runtime does it: start values, the label, the function put on the scores.</summary>
internal sealed class TreeAnswers
{
    private readonly int columns;
    private readonly float[] start;
    private readonly string function;
    private readonly bool isClassifier;
    private readonly bool isVote;

    private TreeAnswers(NodeProto node, TreeEnsemble ensemble)
    {
        columns = ensemble.Columns;
        start = [.. node.Floats("base_values")];
        function = node.Text("post_transform", "NONE");
        isClassifier = node.IsMachineLearning("TreeEnsembleClassifier");
        Labels = node.Ints("classlabels_int64s");
        Names = node.Texts("classlabels_strings");

        // The runtime takes one sum for a share of votes where no leaf is negative, for a logit otherwise.
        isVote = node.Floats("class_weights").All(static weight => weight >= 0);
        Width = isClassifier ? Math.Max(Labels.Count, Names.Count) : columns;
    }

    /// <summary>Scores a record.</summary>
    public int Width { get; }

    /// <summary>The classes, where they are numbers.</summary>
    public IReadOnlyList<long> Labels { get; }

    /// <summary>The classes, where they are texts.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <returns>Null for what the runtime does in ways not known here.</returns>
    public static TreeAnswers? Of(NodeProto node, TreeEnsemble ensemble)
    {
        var answers = new TreeAnswers(node, ensemble);
        return (answers.isClassifier ? answers.IsKnownClassifier(node) : answers.IsKnownRegressor()) ? answers : null;
    }

    /// <summary>The scores of some records, and the place of each record's class.</summary>
    /// <param name="sums">(records x columns), row-major.</param>
    /// <param name="scores">(records x <see cref="Width"/>), row-major.</param>
    /// <param name="classes">One a record.</param>
    public void Write(ReadOnlySpan<float> sums, Span<float> scores, Span<int> classes)
    {
        for (var record = 0; record < classes.Length; record++)
        {
            var own = sums.Slice(record * columns, columns);
            var target = scores.Slice(record * Width, Width);
            classes[record] = columns == 1 && isClassifier ? OfOneSum(own[0], target) : OfSums(own, target);
        }
    }

    private bool IsKnownRegressor() => function == "NONE" && (start.Length == 0 || start.Length == columns);

    private bool IsKnownClassifier(NodeProto node) =>
        function is "NONE" or "LOGISTIC" or "SOFTMAX"
        && (columns == 1 ? Width == 2 && start.Length <= 1 && node.Ints("class_ids").All(static id => id == 0)
            : columns == Width && columns > 2 && (start.Length == 0 || start.Length == columns) && (start.Length > 0 || isVote || EveryClassIsScored(node)));

    /// <summary>Whether some tree adds to a class whatever the record: a class that no leaf of a record adds to is never the runtime's answer.</summary>
    private bool EveryClassIsScored(NodeProto node)
    {
        long[] trees = [.. node.Ints("nodes_treeids")];
        string[] modes = [.. node.Texts("nodes_modes")];
        var leaves = trees.Zip(modes).Where(static pair => pair.Second == "LEAF").CountBy(static pair => pair.First).ToDictionary();
        return node.Ints("class_treeids").Zip(node.Ints("class_ids"), node.Ints("class_nodeids"))
            .Distinct()
            .CountBy(static entry => (Tree: entry.First, Class: entry.Second))
            .Where(entry => entry.Value == leaves[entry.Key.Tree])
            .Select(static entry => entry.Key.Class)
            .Distinct()
            .Count() == columns;
    }

    private int OfSums(ReadOnlySpan<float> sums, Span<float> target)
    {
        var best = 0;
        for (var column = 0; column < sums.Length; column++)
        {
            target[column] = start.Length == 0 ? sums[column] : sums[column] + start[column];
            best = target[column] > target[best] ? column : best;
        }

        if (function == "SOFTMAX")
        {
            Softmax(target, target[best]);
        }
        else if (function == "LOGISTIC")
        {
            foreach (ref var score in target)
            {
                score = Logistic(score);
            }
        }

        return best;
    }

    private int OfOneSum(float sum, Span<float> target)
    {
        var score = start.Length == 0 ? sum : sum + start[0];
        (target[0], target[1]) = isVote ? (1 - score, score)
            : function == "LOGISTIC" ? (Logistic(-score), Logistic(score))
            : (-score, score);
        return score > (isVote ? 0.5f : 0) ? 1 : 0;
    }

    private static void Softmax(Span<float> scores, float largest)
    {
        float total = 0;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - largest);
            total += score;
        }

        foreach (ref var score in scores)
        {
            score /= total;
        }
    }

    private static float Logistic(float value)
    {
        var share = 1 / (1 + MathF.Exp(-MathF.Abs(value)));
        return value < 0 ? 1 - share : share;
    }
}
