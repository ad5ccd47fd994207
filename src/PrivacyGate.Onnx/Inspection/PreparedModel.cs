using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Messages;

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
        ModelProto copy = model;
        IReadOnlyDictionary<string, WholeRange> ranges = new Dictionary<string, WholeRange>();
        if (model.Graph.Input.Any(NarrowIntegers.IsNarrow))
        {
            copy = copy.Clone();
            ranges = NarrowIntegers.Widen(copy);
        }

        (copy, IReadOnlyList<string> said) = TextLocale.Settle(path, copy);
        return new PreparedModel(copy, ranges, said);
    }
}
