using PrivacyGate.Onnx.Gradients.Rules;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Walks a graph forwards and backwards and has each operator's rule add its part of the step.</summary>
internal sealed class GradientWalk
{
    /// <summary>Steps and signs: their derivative is 0 wherever they have one.</summary>
    private static readonly HashSet<string> Flat = ["Floor", "Ceil", "Round", "Sign", "Shape", "Size", "ConstantOfShape", "OneHot"];

    private readonly GraphView view;
    private readonly ISet<string> needed;

    private GradientWalk(GraphView view, ISet<string> needed, GradientScope scope) => (this.view, this.needed, Scope) = (view, needed, scope);

    public GradientScope Scope { get; }

    /// <param name="model">The target's graph, lifted.</param>
    /// <param name="step">The graph to add to.</param>
    /// <param name="elementType">Of all that is differentiated.</param>
    /// <param name="roots">Values whose gradient is wanted.</param>
    /// <param name="types">Axes and types of all values.</param>
    /// <param name="isTraining">Whether the model trains.</param>
    /// <param name="start">What its training started from.</param>
    public static GradientWalk Of(ModelProto model, GraphProto step, int elementType, IEnumerable<string> roots, ValueTypes types, bool isTraining, StartingPoint start)
    {
        var view = new GraphView(model.Graph);
        var needed = Needed(view, types, roots);
        return new GradientWalk(view, needed, new GradientScope(view, step, GraphSurgery.Opset(model), elementType, needed, types, isTraining, start));
    }

    /// <summary>The first node a gradient would have to pass and cannot, or null.</summary>
    public GradientRefusal? Refusal() => view.TopologicalOrder.Where(Passes).Select(Refusal).FirstOrDefault(static refusal => refusal is not null);

    public void Forward()
    {
        foreach (var node in view.TopologicalOrder)
        {
            if (RuleOf(node) is { } rule && rule.Refusal(node, Scope) is null)
            {
                rule.Forward(node, Scope);
            }
            else
            {
                Scope.Keep(node);
            }
        }
    }

    public void Backward()
    {
        foreach (var node in view.TopologicalOrder.Reverse().Where(Passes))
        {
            if (node.Output.Any(output => Scope.GradientOf(output) is not null))
            {
                RuleOf(node)!.Backward(node, Scope);
            }
        }
    }

    private static HashSet<string> Needed(GraphView view, ValueTypes types, IEnumerable<string> roots)
    {
        var needed = new HashSet<string>(roots, StringComparer.Ordinal);
        foreach (var node in view.TopologicalOrder.Where(node => !(Flat.Contains(node.OpType) && node.Is(node.OpType)) && TopologicalOrder.Uses(node).Any(needed.Contains)))
        {
            needed.UnionWith(node.Output.Where(output => types.ElementTypes.TryGetValue(output, out var type) && (type == 0 || ElementType.IsFloating(type))));
        }

        return needed;
    }

    private static IGradientRule? RuleOf(NodeProto node) => node.Is(node.OpType) ? GradientRules.Find(node.OpType) : null;

    private bool Passes(NodeProto node) => node.Output.Any(needed.Contains) && TopologicalOrder.Uses(node).Any(needed.Contains);

    private GradientRefusal? Refusal(NodeProto node)
    {
        var type = node.Output.Where(needed.Contains).Select(Scope.ElementTypeOf).FirstOrDefault(type => type != Scope.ElementType, Scope.ElementType);
        var why = RuleOf(node) is not { } rule ? $"uses the operator {node.OpType}, which has no gradient rule"
            : type != Scope.ElementType ? $"computes in {ElementType.Name(type)}, the scores in {ElementType.Name(Scope.ElementType)}"
            : rule.Refusal(node, Scope);
        return why is null ? null : GradientRefusal.Of(node, why);
    }
}
