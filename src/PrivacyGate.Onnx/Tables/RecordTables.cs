using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// Looks records up in the tables of a model: as they enter it, and as its own scalers, encoders and projections turn them into
/// what the table is compared with.
/// </summary>
public sealed class RecordTables : IRecordTables, IDisposable
{
    /// <summary>Operators that prepare records. An activation ends the search: what a layer makes is no record.</summary>
    private static readonly HashSet<string> Preparing =
    [
        "Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Concat", "Add", "Sub", "Mul", "Div", "Clip", "Where", "IsNaN", "Slice",
        "Gather", "Sqrt", "Log", "Pow", "Abs", "MatMul", "Gemm", "Scaler", "Imputer", "Normalizer", "OneHotEncoder", "FeatureVectorizer", "ArrayFeatureExtractor",
    ];

    private const int MostValues = 32;
    private const int MostTables = 64;

    private readonly ServingPlan plan;
    private readonly StoredTable[] all;
    private readonly ModelSession? session;

    /// <summary>The tables, by the number of values in a row; read when the first records show how many they have.</summary>
    private readonly Dictionary<int, (int Number, TableIndex Index)[]> indexes = [];
    private readonly List<(string Name, int Rows)> tables = [];

    private RecordTables(string path, ServingPlan plan, string[] values, StoredTable[] all)
    {
        (this.plan, this.all) = (plan, all);
        session = values.Length == 0 ? null : ModelSession.Open(path, GraphSurgery.Cut(plan.Model, values), plan.Inputs, CancellationToken.None);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, int Rows)> Tables => tables;

    /// <summary>What may hold records in a model, or null where it holds no matrix.</summary>
    public static RecordTables? Of(ModelInspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        StoredTable[] tables = [.. StoredTable.Find(inspection.Plan.Model)];
        return tables.Length == 0 ? null
            : new RecordTables(inspection.File.Path, inspection.Plan, [.. Prepared(new GraphView(inspection.Plan.Model.Graph), inspection.Inputs).Take(MostValues)], tables);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<int>> Find(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var found = new SortedSet<int>[batch.Count];
        FeatureBlock[] blocks = [.. plan.Inputs.Select(input => batch.Features.First(block => block.Input == input.Name))];
        foreach (FeatureBlock block in blocks)
        {
            Find(Numbers(block.Values), block.Width, found);
        }

        int step = plan.Chunk ?? plan.BatchSize;
        for (int start = 0; start < batch.Count && session is not null; start += step)
        {
            int some = Math.Min(step, batch.Count - start);
            int run = plan.Chunk ?? some;
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(blocks, start, some, run, cancellation);
            foreach (OrtValue output in outputs)
            {
                float[] numbers = Numbers(output);
                if (numbers.Length > 0 && numbers.Length % run == 0)
                {
                    Find(numbers, numbers.Length / run, found.AsSpan(start, some));
                }
            }
        }

        return [.. found.Select(static own => own is null ? Array.Empty<int>() : [.. own])];
    }

    /// <inheritdoc/>
    public void Dispose() => session?.Dispose();

    private void Find(float[] numbers, int width, Span<SortedSet<int>> found)
    {
        if (numbers.Length == 0)
        {
            return;
        }

        foreach ((int number, TableIndex index) in IndexesOf(width))
        {
            for (int record = 0; record < found.Length; record++)
            {
                if (index.Has(numbers.AsSpan(record * width, width)))
                {
                    (found[record] ??= []).Add(number);
                }
            }
        }
    }

    private (int Number, TableIndex Index)[] IndexesOf(int width)
    {
        if (!indexes.TryGetValue(width, out (int, TableIndex)[]? known))
        {
            StoredTable[] fitting = [.. all.Where(table => table.Width == width).Take(MostTables - tables.Count)];
            known = [.. fitting.Select((table, i) => (tables.Count + i, new TableIndex(table)))];
            tables.AddRange(fitting.Select(static table => (table.Name, table.Rows)));
            indexes[width] = known;
        }

        return known;
    }

    /// <summary>What comes of the inputs before the first layer's activation.</summary>
    private static IEnumerable<string> Prepared(GraphView view, IReadOnlyList<ModelInput> inputs)
    {
        var prepared = new HashSet<string>(inputs.Select(static input => input.Name), StringComparer.Ordinal);
        foreach (NodeProto node in view.TopologicalOrder.Where(static node => Preparing.Contains(node.OpType) && node.Output.Count == 1))
        {
            string[] read = [.. TopologicalOrder.Uses(node).Where(name => view.ConstantOf(name) is null)];
            if (read.Length > 0 && read.All(prepared.Contains) && prepared.Add(node.Output[0]))
            {
                yield return node.Output[0];
            }
        }
    }

    private static float[] Numbers(Array values) => values switch
    {
        float[] singles => singles,
        double[] doubles => Array.ConvertAll(doubles, static value => (float)value),
        _ => [],
    };

    private static float[] Numbers(OrtValue value) => !value.IsTensor ? [] : value.GetTensorTypeAndShape().ElementDataType switch
    {
        TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
        TensorElementType.Double => Array.ConvertAll(value.GetTensorDataAsSpan<double>().ToArray(), static number => (float)number),
        _ => [],
    };
}
