using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What running probe records through a model showed.</summary>
/// <param name="Model">The model to go on with: its batch axis open where that proved harmless.</param>
/// <param name="Chunk">The only number of records the model can be asked about at once, or null when any will do.</param>
/// <param name="Records">Probe records asked about.</param>
/// <param name="Values">The answers by value name.</param>
/// <param name="Make">Makes up as many other records as asked for.</param>
internal sealed record Probe(ModelProto Model, int? Chunk, int Records, IReadOnlyDictionary<string, ProbeValue> Values, Func<int, IReadOnlyList<FeatureBlock>> Make)
{
    private const int Some = 5;
    private const int Many = 60;

    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model, its outputs being the values wanted.</param>
    /// <param name="recognition">Its inputs.</param>
    /// <param name="cancellation">Stops inside the runtime: a model need not end.</param>
    public static Probe Of(string path, ModelProto model, InputRecognition recognition, CancellationToken cancellation)
    {
        var view = new GraphView(model.Graph);
        InputException? failure = null;
        foreach (var shapes in ProbeRecords.Shapes(view, recognition.Inputs))
        {
            try
            {
                var probe = recognition.FixedBatch is { } batch
                    ? OfFixed(path, model, recognition.Inputs, (int)batch, n => ProbeRecords.Make(view, recognition.Inputs, shapes, n), cancellation)
                    : OfOpen(path, model, recognition.Inputs, n => ProbeRecords.Make(view, recognition.Inputs, shapes, n), cancellation);
                return probe with { Make = n => ProbeRecords.Make(view, recognition.Inputs, shapes, n, isSpread: true) };
            }
            catch (InputException e) when (e.Diagnostic.Id == DiagnosticIds.ModelFailed)
            {
                // Of several shapes the likeliest came first: its failure is the one worth telling.
                failure ??= e;
            }
        }

        throw failure ?? Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, "The model leaves so many axes of its inputs open that no record can be made up. Export it with the shape of a record.");
    }

    /// <summary>Whether a model answers a record alike whatever records are asked about beside it.</summary>
    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model; its batch axis is open.</param>
    /// <param name="inputs">Its inputs.</param>
    public static bool KeepsRecordsApart(string path, ModelProto model, IReadOnlyList<ModelInput> inputs)
    {
        var view = new GraphView(model.Graph);
        var shapes = ProbeRecords.Shapes(view, inputs).First();
        return OfOpen(path, model, inputs, n => ProbeRecords.Make(view, inputs, shapes, n), CancellationToken.None).Chunk is null;
    }

    /// <summary>The label the model itself gives to more made-up records, as the number of a class, with the numbers in one of its values.</summary>
    /// <param name="path">The model, for messages.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="value">A value the probed model shows.</param>
    /// <param name="label">Its label output.</param>
    /// <param name="reader">Reads that label.</param>
    /// <param name="cancellation">Stops inside the runtime.</param>
    /// <returns>Null when a label is none of the classes.</returns>
    public (int[] Classes, ProbeValue Scores)? Labelled(string path, IReadOnlyList<ModelInput> inputs, string value, string label, LabelReader reader, CancellationToken cancellation)
    {
        var step = Chunk ?? Many;
        var count = Math.Max(1, Many / step) * step;
        var records = Make(count);
        var model = GraphSurgery.Cut(Model, [value, label]);
        using var session = ModelSession.Open(path, model, inputs, cancellation);
        var classes = new int[count];
        ProbeValue? scores = null;
        for (var start = 0; start < count; start += step)
        {
            using var outputs = session.Run(records, start, step, step, cancellation);
            var next = ProbeValue.Of(outputs[0], step, step);
            scores = scores?.Then(next) ?? next;
            if (!reader.TryRead(outputs[1], step, classes.AsSpan(start, step), out _))
            {
                return null;
            }
        }

        return (classes, scores!);
    }

    private static Probe OfOpen(string path, ModelProto model, IReadOnlyList<ModelInput> inputs, Func<int, IReadOnlyList<FeatureBlock>> make, CancellationToken cancellation)
    {
        using var session = ModelSession.Open(path, model, inputs, cancellation);
        var records = make(Some);
        var singly = Ask(session, model, records, Some, 1, cancellation);
        return TryAsk(session, model, records, Some, Some, cancellation) is { } together && Same(singly, together)
            ? new Probe(model, null, Some, together, make)
            : new Probe(model, 1, Some, singly, make);
    }

    private static Probe OfFixed(string path, ModelProto model, IReadOnlyList<ModelInput> inputs, int batch, Func<int, IReadOnlyList<FeatureBlock>> make, CancellationToken cancellation)
    {
        var count = Math.Max(Some, batch + 1);
        var records = make(count);
        Dictionary<string, ProbeValue> asExported;
        using (var session = ModelSession.Open(path, model, inputs, cancellation))
        {
            asExported = Ask(session, model, records, count, batch, cancellation);
        }

        var freed = GraphSurgery.FreeBatch(model, [.. inputs.Select(input => input.Name)], batch);
        return TryFreed(path, freed, inputs, records, count, cancellation) is { } together && Same(asExported, together)
            ? new Probe(freed, null, count, together, make)
            : new Probe(model, batch, count, asExported, make);
    }

    private static Dictionary<string, ProbeValue>? TryFreed(
        string path, ModelProto freed, IReadOnlyList<ModelInput> inputs, IReadOnlyList<FeatureBlock> records, int count, CancellationToken cancellation)
    {
        try
        {
            using var session = ModelSession.Open(path, freed, inputs, cancellation);
            return Ask(session, freed, records, count, count, cancellation);
        }
        catch (InputException)
        {
            // The batch is baked into the graph: the model is then asked in chunks of exactly that size.
            return null;
        }
    }

    private static Dictionary<string, ProbeValue>? TryAsk(ModelSession session, ModelProto model, IReadOnlyList<FeatureBlock> records, int count, int chunk, CancellationToken cancellation)
    {
        try
        {
            return Ask(session, model, records, count, chunk, cancellation);
        }
        catch (InputException e) when (e.Diagnostic.Id == DiagnosticIds.ModelFailed)
        {
            // The caller has the answers of single records and goes on with those.
            return null;
        }
    }

    private static Dictionary<string, ProbeValue> Ask(ModelSession session, ModelProto model, IReadOnlyList<FeatureBlock> records, int count, int chunk, CancellationToken cancellation)
    {
        var values = new Dictionary<string, ProbeValue>(StringComparer.Ordinal);
        for (var start = 0; start < count; start += chunk)
        {
            var some = Math.Min(chunk, count - start);
            using var outputs = session.Run(records, start, some, chunk, cancellation);
            foreach ((var name, var output) in model.Graph.Output.Select(output => output.Name).Zip(outputs))
            {
                var value = ProbeValue.Of(output, chunk, some);
                values[name] = values.TryGetValue(name, out var earlier) ? earlier.Then(value) : value;
            }
        }

        return values;
    }

    private static bool Same(Dictionary<string, ProbeValue> first, Dictionary<string, ProbeValue> second) =>
        first.All(pair => pair.Value.Agrees(second[pair.Key]));
}
