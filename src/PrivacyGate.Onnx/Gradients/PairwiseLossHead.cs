using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Adds the pairwise logistic loss of a ranking and its gradient; N is the number of documents of the batch, which may be of several queries.</summary>
internal static class PairwiseLossHead
{
    /// <summary>Numbers of a document's target: relevance, query.</summary>
    public const int Width = 2;

    /// <param name="scope">The step graph; the gradient of the scores is handed to it.</param>
    /// <param name="score">The scores, one a document.</param>
    /// <param name="targets">Input: relevance and query of each document, float [N, 2].</param>
    /// <param name="loss">Name the loss is to have: mean over queries of the mean over pairs; 0 for a batch without a pair.</param>
    public static void Add(GradientScope scope, string score, string targets, string loss)
    {
        var scores = scope.Reshape(score, -1, 1);
        var weights = Weights(scope, Column(scope, targets, 0), Column(scope, targets, 1));
        var queries = scope.Emit("Max", Sum(scope, weights, []), scope.Number(1));

        // s_j - s_i, positive where the pair is in the wrong order.
        var behind = scope.Emit("Sub", Transposed(scope, scores), scores);
        scope.Add("Div", [Sum(scope, scope.Emit("Mul", weights, scope.Emit("Softplus", behind)), []), queries], [loss], []);
        var pull = scope.Emit("Div", scope.Emit("Mul", weights, scope.Emit("Sigmoid", behind)), queries);
        var gradient = scope.Emit("Sub", Transposed(scope, Sum(scope, pull, [0])), Sum(scope, pull, [1]));
        scope.Accumulate(score, scope.ReshapeLike(gradient, score));
    }

    /// <summary>[N, N]: for each pair of a query of which the first is the more relevant, one through the number of such pairs of the query; else 0.</summary>
    private static string Weights(GradientScope scope, string relevance, string query)
    {
        var same = scope.AsNumber(scope.Emit("Equal", query, Transposed(scope, query)));
        var pairs = scope.Emit("Mul", same, scope.AsNumber(scope.Emit("Greater", relevance, Transposed(scope, relevance))));
        var ofQuery = scope.Emit("MatMul", same, Sum(scope, pairs, [1]));
        return scope.Emit("Div", pairs, scope.Emit("Max", ofQuery, scope.Number(1)));
    }

    private static string Column(GradientScope scope, string targets, long column) =>
        scope.Emit("Gather", [targets, scope.Integers(column)], [Attributes.Int("axis", 1)]);

    private static string Transposed(GradientScope scope, string matrix) => scope.Emit("Transpose", matrix);

    /// <summary>Over the axes given, which stay with length 1; over all where none is.</summary>
    private static string Sum(GradientScope scope, string matrix, long[] axes) => axes.Length == 0
        ? scope.Emit("ReduceSum", [matrix], [Attributes.Int("keepdims", 0)])
        : scope.Emit("ReduceSum", [matrix, scope.Integers(axes)], [Attributes.Int("keepdims", 1)]);
}
