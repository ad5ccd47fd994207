using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// Operators that prepare records, or a table that records are compared with: they move, scale, encode, project or round.
/// An activation ends the search: what a layer makes is no record.
/// </summary>
internal static class PreparingOperators
{
    private static readonly HashSet<string> Names =
    [
        "Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Concat", "Split", "Slice", "Gather", "Expand", "Tile", "Pad",
        "Add", "Sub", "Mul", "Div", "Neg", "Clip", "Min", "Max", "Where", "IsNaN", "Sqrt", "Log", "Exp", "Pow", "Abs", "Round", "Floor", "Reciprocal",
        "ReduceMean", "ReduceSum", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceMax", "ReduceMin", "LpNormalization", "MatMul", "Gemm",
        "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear",
        "Scaler", "Imputer", "Normalizer", "OneHotEncoder", "FeatureVectorizer", "ArrayFeatureExtractor",
    ];

    public static bool Has(NodeProto node) => Names.Contains(node.OpType) && node.Domain is "" or "ai.onnx" or "ai.onnx.ml" or "com.microsoft";
}
