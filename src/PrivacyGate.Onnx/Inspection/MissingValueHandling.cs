using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Which inputs a graph takes NaN from: those that reach an imputer, an indicator, or trees with branches for missing values.</summary>
internal static class MissingValueHandling
{
    /// <summary>True where some node on the way from the input knows what to do with NaN.</summary>
    public static bool Reaches(GraphView view, string input)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { input };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var value))
        {
            foreach (var node in view.ConsumersOf(value))
            {
                if (Handles(node))
                {
                    return true;
                }

                foreach (var output in node.Output.Where(output => output.Length > 0 && seen.Add(output)))
                {
                    open.Enqueue(output);
                }
            }
        }

        return false;
    }

    private static bool Handles(NodeProto node) =>
        node.IsMachineLearning("Imputer")
        || node.Is("IsNaN")
        || node.Ints("nodes_missing_value_tracks_true").Any(static tracks => tracks != 0);
}
