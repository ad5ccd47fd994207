using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>The gradient graph of a model as it is served, its trained numbers built in: records and classes in, scores and gradients of the records out.</summary>
/// <param name="Model">The graph.</param>
/// <param name="Labels">Input: a class for each record.</param>
/// <param name="Scores">Output: what <see cref="ServingPlan.Reading"/> tells how to read.</param>
/// <param name="Gradients">Outputs by input: the gradient of the mean cross-entropy.</param>
internal sealed record InputGradientGraph(ModelProto Model, string Labels, string Scores, IReadOnlyList<InputGradient> Gradients)
{
    /// <exception cref="InputException">PG0027: the model does not run with records of the given shapes.</exception>
    public static bool TryBuild(
        ModelInspection inspection, IReadOnlyList<IReadOnlyList<int>>? recordShapes, [NotNullWhen(true)] out InputGradientGraph? built, [NotNullWhen(false)] out GradientRefusal? refusal)
    {
        built = null;
        if (!inspection.Inputs.Any(static input => input.Kind is ElementKind.Float32 or ElementKind.Float64 or ElementKind.Float16))
        {
            refusal = new GradientRefusal("", "the model", "takes no floating-point numbers");
            return false;
        }

        if (!inspection.ScoreKind.IsOfClasses())
        {
            refusal = new GradientRefusal("", "the model", "has no classes whose cross-entropy could rise");
            return false;
        }

        var options = new GradientOptions { IsTraining = false, WithInputs = true, RecordShapes = recordShapes };
        if (!TrainingGraphBuilder.TryBuild(inspection, options, out var graph, out refusal))
        {
            return false;
        }

        var scores = inspection.Plan.Model.Graph.Output[0].Name;
        var model = GraphSurgery.Cut(graph.Model, [scores, .. graph.InputGradients.Select(static input => input.Gradient)]);
        Freeze(model.Graph, graph.Parameters);
        built = new InputGradientGraph(model, graph.Labels, scores, graph.InputGradients);
        return true;
    }

    /// <summary>Gives the parameters the values the target was trained to.</summary>
    private static void Freeze(GraphProto graph, IReadOnlyList<TrainableParameter> parameters)
    {
        ValueInfoProto[] fed = [.. graph.Input.Where(input => parameters.All(parameter => parameter.Name != input.Name))];
        graph.Input.Clear();
        graph.Input.Add(fed);
        foreach (var parameter in parameters)
        {
            var values = Tensors.Of(parameter.Trained, parameter.Shape);
            values.Name = parameter.Name;
            graph.Initializer.Add(values);
        }
    }
}
