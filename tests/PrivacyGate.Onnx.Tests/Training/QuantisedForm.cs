namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>How a network of two Gemm layers is quantised.</summary>
public enum QuantisedForm
{
    /// <summary>QuantizeLinear and DequantizeLinear around activations, weights of uint8 with one scale.</summary>
    Pairs,

    /// <summary>The same without a zero point.</summary>
    PairsWithoutZero,

    /// <summary>Weights of int8, a scale for each column.</summary>
    Columns,

    /// <summary>Weights transposed, a scale for each row of what is stored.</summary>
    Rows,

    /// <summary>Weights of int8, a scale for each four of a column.</summary>
    Blocks,

    /// <summary>Weights quantised in the graph, as quantisation-aware training leaves them.</summary>
    Aware,

    /// <summary>Cast, Sub and Mul in place of DequantizeLinear.</summary>
    Written,

    /// <summary>Weights of half precision, cast.</summary>
    Halves,

    /// <summary>QLinearMatMul.</summary>
    Integer,

    /// <summary>QGemm of the runtime.</summary>
    RuntimeGemm,

    /// <summary>DynamicQuantizeLinear and MatMulInteger.</summary>
    Dynamic,
}
