using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>A model made ready to be fed on this machine: a copy where something had to change, the same answers for the same values.</summary>
/// <param name="Model">The model.</param>
/// <param name="Ranges">The whole numbers that narrow inputs can hold, by input.</param>
/// <param name="Said">What was changed, in words.</param>
internal sealed record PreparedModel(ModelProto Model, IReadOnlyDictionary<string, WholeRange> Ranges, IReadOnlyList<string> Said)
{
    /// <exception cref="InputException">PG0041: a node needs a language of the system that is missing, and no other will do.</exception>
    public static PreparedModel Of(string path, ModelProto model)
    {
        var copy = model;
        IReadOnlyDictionary<string, WholeRange> ranges = new Dictionary<string, WholeRange>();
        if (model.Graph.Input.Any(NarrowIntegers.IsNarrow))
        {
            copy = copy.Clone();
            ranges = NarrowIntegers.Widen(copy);
        }

        if (MlNetKeys.Made(model))
        {
            copy = ReferenceEquals(copy, model) ? copy.Clone() : copy;
            ForgetShapes(copy.Graph);
        }

        (copy, var said) = TextLocale.Settle(path, copy);
        return new PreparedModel(copy, ranges, said);
    }

    /// <summary>ML.NET declares the tokens of a text as one a record, and the runtime plans its memory by that. It infers the shapes of inner values better by itself.</summary>
    private static void ForgetShapes(GraphProto graph)
    {
        foreach (var value in graph.ValueInfo.Where(static value => value.Type?.TensorType is not null))
        {
            value.Type.TensorType.Shape = null;
        }
    }
}
