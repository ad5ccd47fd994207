using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Visits everything in a model, subgraphs and functions included. Depth is bounded by the parser's own limit.</summary>
internal static class GraphWalk
{
    public static IEnumerable<NodeProto> Nodes(ModelProto model) =>
        Nodes(model.Graph.Node).Concat(model.Functions.SelectMany(function => Nodes(function.Node)));

    public static IEnumerable<NodeProto> Nodes(IEnumerable<NodeProto> nodes)
    {
        foreach (var node in nodes)
        {
            yield return node;
            foreach (var inner in Subgraphs(node).SelectMany(graph => Nodes(graph.Node)))
            {
                yield return inner;
            }
        }
    }

    public static IEnumerable<GraphProto> Subgraphs(NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.G is null ? attribute.Graphs : attribute.Graphs.Prepend(attribute.G));

    public static IEnumerable<TensorProto> Tensors(ModelProto model)
    {
        var nodes = Nodes(model);
        var graphs = nodes.SelectMany(Subgraphs).Prepend(model.Graph);
        return graphs.SelectMany(Initializers).Concat(nodes.SelectMany(node => node.Attribute).SelectMany(InAttribute));
    }

    private static IEnumerable<TensorProto> Initializers(GraphProto graph) =>
        graph.Initializer.Concat(graph.SparseInitializer.SelectMany(InSparse));

    private static IEnumerable<TensorProto> InAttribute(AttributeProto attribute)
    {
        var own = attribute.T is null ? attribute.Tensors : attribute.Tensors.Prepend(attribute.T);
        var sparse =
            attribute.SparseTensor is null ? attribute.SparseTensors : attribute.SparseTensors.Prepend(attribute.SparseTensor);
        return own.Concat(sparse.SelectMany(InSparse));
    }

    private static IEnumerable<TensorProto> InSparse(SparseTensorProto sparse) =>
        new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>();
}
