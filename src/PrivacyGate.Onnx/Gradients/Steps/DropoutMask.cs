namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>What a dropout layer multiplies with, drawn anew for every step.</summary>
/// <param name="Name">Input of the step, float, [batch, <paramref name="RecordShape"/>]: 0 with probability <paramref name="Ratio"/>, else 1 / (1 - ratio).</param>
/// <param name="RecordShape">Axes of one record.</param>
/// <param name="Ratio">Share of values dropped, in [0, 1).</param>
public sealed record DropoutMask(string Name, IReadOnlyList<long> RecordShape, float Ratio);
