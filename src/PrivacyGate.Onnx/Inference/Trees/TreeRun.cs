using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inference.Trees;

/// <summary>
/// Answers for a model that is nothing but trees, in place of ONNX Runtime and bit for bit like it. It is used only where
/// both agreed on made-up records around the trees' own thresholds; a few records of every run are asked of the runtime
/// too, and a run where the answers differ, or a record lacks a value, is the runtime's.
/// </summary>
internal sealed class TreeRun : IModelRun
{
    /// <summary>Made-up records on which both have to agree.</summary>
    private const int Trials = 512;

    /// <summary>Fewer records a run are the runtime's: to check one costs as much as to ask it.</summary>
    private const int FewestRecords = 16;

    /// <summary>Of so many records one is asked of the runtime too...</summary>
    private const int RecordsPerCheck = 256;

    /// <summary>...and never more than this: a faulty run shows in any of them.</summary>
    private const int MostChecks = 8;

    private readonly ModelSession runtime;
    private readonly string path;
    private readonly ModelInput input;
    private readonly FlatTrees trees;
    private readonly TreeOutput[] outputs;

    private TreeRun(ModelSession runtime, string path, ModelInput input, FlatTrees trees, TreeOutput[] outputs) =>
        (this.runtime, this.path, this.input, this.trees, this.outputs) = (runtime, path, input, trees, outputs);

    /// <summary>The trees where they can be used, else the session.</summary>
    /// <param name="session">The model in the runtime.</param>
    /// <param name="path">The model file, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="cancellation">Stops inside the runtime.</param>
    public static IModelRun OrRuntime(ModelSession session, string path, ModelProto model, IReadOnlyList<ModelInput> inputs, CancellationToken cancellation) =>
        Of(session, path, model, inputs) is { } own && own.AgreesOnTrials(cancellation) ? own : session;

    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyList<FeatureBlock> blocks, int start, int count, int padded, CancellationToken cancellation)
    {
        if (padded != count || count < FewestRecords || Rows(blocks[0], start, count, padded) is not { } rows || HasNaN(rows.Span))
        {
            return runtime.Run(blocks, start, count, padded, cancellation);
        }

        var answers = Answers(rows.Span, count, blocks[0].Width, cancellation);
        var checks = Math.Clamp(count / RecordsPerCheck, 1, MostChecks);
        using (var wanted = runtime.Run(blocks, start, checks, checks, cancellation))
        {
            if (!Equal(wanted, answers, checks))
            {
                return runtime.Run(blocks, start, count, padded, cancellation);
            }
        }

        return new RunOutputs([.. outputs.Zip(answers, static (output, own) => output.Tensor(own))]);
    }

    public void Dispose() => runtime.Dispose();

    private static TreeRun? Of(ModelSession session, string path, ModelProto model, IReadOnlyList<ModelInput> inputs)
    {
        var names = model.Graph.Node.Where(static node => node.Is("Identity")).ToDictionary(static node => node.Output[0], static node => node.Input[0]);
        NodeProto[] nodes = [.. model.Graph.Node.Where(static node => !node.Is("Identity"))];
        if (inputs is not [{ Kind: ElementKind.Float32, RecordShape: [_] } input] || nodes.Length == 0
            || nodes.Any(node => !TreeEnsembleReader.IsOne(node) || node.At(0) != input.Name || !HasSameTrees(node, nodes[0]))
            || FlatTrees.Of(nodes[0]) is not { } trees)
        {
            return null;
        }

        TreeOutput?[] outputs = [.. model.Graph.Output.Select(output => TreeOutput.Find(Named(output.Name, names), nodes, trees.Ensemble))];
        return outputs.Contains(null) ? null : new TreeRun(session, path, input, trees, [.. outputs.OfType<TreeOutput>()]);
    }

    /// <summary>The value that others only pass on: exporters rename outputs so.</summary>
    private static string Named(string value, Dictionary<string, string> names) => names.TryGetValue(value, out var from) ? Named(from, names) : value;

    /// <summary>Whether nodes differ in the function put on their scores at most: the inspection shows scores from before it by a copy of the node.</summary>
    private static bool HasSameTrees(NodeProto one, NodeProto other) =>
        one.OpType == other.OpType
        && one.Attribute.Where(IsOfTrees).OrderBy(static attribute => attribute.Name, StringComparer.Ordinal)
            .SequenceEqual(other.Attribute.Where(IsOfTrees).OrderBy(static attribute => attribute.Name, StringComparer.Ordinal));

    private static bool IsOfTrees(AttributeProto attribute) => attribute.Name != "post_transform";

    private bool AgreesOnTrials(CancellationToken cancellation)
    {
        var width = input.RecordShape[0] > 0 ? input.RecordShape[0] : trees.Ensemble.Features;
        if (width < trees.Ensemble.Features)
        {
            return false;
        }

        var rows = TrialRecords.Around(trees.Ensemble, width, Trials);
        FeatureBlock[] blocks = [new FeatureBlock(input.Name, ElementKind.Float32, [width], rows)];
        using var wanted = runtime.Run(blocks, 0, Trials, Trials, cancellation);
        return Equal(wanted, Answers(rows, Trials, width, cancellation), Trials);
    }

    /// <summary>The numbers of a run; null where they are none the trees can be walked with.</summary>
    private ReadOnlyMemory<float>? Rows(FeatureBlock block, int start, int count, int padded) =>
        block is { Kind: ElementKind.Float32, Values: float[] values } && block.Width >= trees.Ensemble.Features
        && FeatureTensor.Shape(path, input, block, padded).Length == 2
            ? values.AsMemory(start * block.Width, count * block.Width)
            : null;

    private (float[] Scores, int[] Classes)[] Answers(ReadOnlySpan<float> rows, int count, int width, CancellationToken cancellation)
    {
        var sums = new float[count * trees.Ensemble.Columns];
        trees.Sum(rows, width, sums, cancellation);
        return Array.ConvertAll(outputs, output => output.Of(sums, count));
    }

    private bool Equal(IDisposableReadOnlyCollection<OrtValue> wanted, (float[] Scores, int[] Classes)[] answers, int count) =>
        outputs.Zip(wanted, answers).All(triple => triple.First.IsEqual(triple.Second, triple.Third, count));

    private static bool HasNaN(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (var vector in vectors)
        {
            if (!Vector.EqualsAll(vector, vector))
            {
                return true;
            }
        }

        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
