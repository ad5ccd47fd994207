using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>What enters one node of the target: the target's own preprocessing, run on records. Thread-safe.</summary>
internal sealed class NodeInput : IDisposable
{
    private readonly ModelInspection inspection;
    private readonly ModelSession session;

    private NodeInput(ModelInspection inspection, ModelSession session) => (this.inspection, this.session) = (inspection, session);

    /// <param name="inspection">The target.</param>
    /// <param name="value">A value of its graph, a row of numbers a record.</param>
    public static NodeInput Open(ModelInspection inspection, string value)
    {
        var model = inspection.Plan.Model;

        // Also a value that is an input of the graph, or whole numbers, comes out as single-precision numbers.
        var name = GraphSurgery.FreeName(new GraphView(model.Graph), "privacygate/features");
        var cast = new NodeProto { OpType = "Cast", Input = { value }, Output = { name }, Attribute = { Attributes.Int("to", ElementType.Float) } };
        return new NodeInput(inspection, ModelSession.Open(inspection.File.Path, GraphSurgery.Cut(model, [name], [cast]), inspection.Inputs, CancellationToken.None));
    }

    /// <summary>The rows of a batch.</summary>
    public NumberRows Read(RecordBatch batch, CancellationToken cancellation)
    {
        IReadOnlyList<FeatureBlock> blocks = [.. inspection.Inputs.Select(input => batch.Features.FirstOrDefault(block => block.Input == input.Name)
            ?? throw Refused($"No column feeds the input '{input.Name}'. Name one in the spec's features."))];
        float[] all = [];
        var width = 0;
        var step = inspection.Plan.Chunk ?? inspection.Plan.BatchSize;
        for (var start = 0; start < batch.Count; start += step)
        {
            var some = Math.Min(step, batch.Count - start);
            using var outputs = session.Run(blocks, start, some, inspection.Plan.Chunk ?? some, cancellation);
            var values = outputs[0].GetTensorDataAsSpan<float>();
            if (start == 0)
            {
                width = values.Length / (inspection.Plan.Chunk ?? some);
                all = GC.AllocateUninitializedArray<float>(ArrayLength.Of(batch.Count, width));
            }

            values[..(some * width)].CopyTo(all.AsSpan(start * width));
        }

        return new NumberRows(all, batch.Count, width);
    }

    public void Dispose() => session.Dispose();

    private InputException Refused(string why) => Refusal.Of(DiagnosticIds.ModelFailed, inspection.File.Path, why);
}
