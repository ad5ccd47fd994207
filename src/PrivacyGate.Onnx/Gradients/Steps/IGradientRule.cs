using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>One operator of the standard domain: what it is in training, and its derivative. To add one: a line in <see cref="Rules.ElementwiseRules"/>, or its file and a line in <see cref="Rules.GradientRules"/>; and its test.</summary>
internal interface IGradientRule
{
    /// <summary>The operator's name, such as <c>Relu</c>.</summary>
    string Operator { get; }

    /// <summary>Why this node cannot be differentiated (an attribute, a shape, an operator version), or null when it can.</summary>
    string? Refusal(NodeProto node, GradientScope scope);

    /// <summary>Adds what computes the node's outputs in training. Most operators compute the same as in inference.</summary>
    void Forward(NodeProto node, GradientScope scope) => scope.Keep(node);

    /// <summary>Adds what computes the gradients of the node's inputs from those of its outputs, only for inputs that <see cref="GradientScope.Needs"/>.</summary>
    void Backward(NodeProto node, GradientScope scope);
}
