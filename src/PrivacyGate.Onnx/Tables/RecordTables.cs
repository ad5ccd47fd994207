using PrivacyGate.Auditing.Stored;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// Looks records up in the tables of a model: as they enter it, and as its own scalers, encoders and projections turn them into
/// what the table is compared with.
/// </summary>
public sealed class RecordTables : IRecordTables
{
    private const int MostValues = 32;
    private const int MostTables = 64;

    private readonly ServingPlan plan;
    private readonly StoredTable[] all;
    private readonly HashSet<long> widths;
    private readonly ModelSession? session;

    /// <summary>The tables, by the number of values in a row; read when the first records show how many they have.</summary>
    private readonly Dictionary<int, (int Number, TableIndex Index)[]> indexes = [];
    private readonly List<(string Name, int Rows)> tables = [];

    private RecordTables(string path, ServingPlan plan, string[] values, StoredTable[] all)
    {
        (this.plan, this.all) = (plan, all);
        widths = [.. all.SelectMany(static table => new[] { table.Width, table.Width - 1L })];
        session = values.Length == 0 ? null : ModelSession.Open(path, GraphSurgery.Cut(plan.Model, values), plan.Inputs, CancellationToken.None);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, int Rows)> Tables => tables;

    /// <summary>What may hold records in a model, or null where it holds no matrix.</summary>
    public static RecordTables? Of(ModelInspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        StoredTable[] tables = [.. StoredTable.Find(inspection.File.Path, inspection.File.Model)];
        return tables.Length == 0 ? null
            : new RecordTables(inspection.File.Path, inspection.Plan, [.. Prepared(new GraphView(inspection.Plan.Model.Graph), inspection.Inputs).Take(MostValues)], tables);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<int>> Find(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var found = new SortedSet<int>[batch.Count];
        FeatureBlock[] blocks = [.. plan.Inputs.Select(input => batch.Features.First(block => block.Input == input.Name))];
        foreach (var block in blocks)
        {
            Find(SingleNumbers.Of(block.Values), block.Width, found);
        }

        // Whole columns, not a run at a time: their ends show how a table is scaled.
        var made = new OrderedDictionary<(int Output, int Width), float[]>();
        var step = plan.Chunk ?? plan.BatchSize;
        for (var start = 0; start < batch.Count && session is not null; start += step)
        {
            var some = Math.Min(step, batch.Count - start);
            var run = plan.Chunk ?? some;
            using var outputs = session.Run(blocks, start, some, run, cancellation);
            for (var at = 0; at < outputs.Count; at++)
            {
                var count = SingleNumbers.AxesOf(outputs[at]) is { Length: > 0 } axes ? axes.Aggregate(1L, static (product, axis) => product * axis) : 0;
                if (count > 0 && count % run == 0 && widths.Contains(count / run))
                {
                    var width = (int)(count / run);
                    var all = made.TryGetValue((at, width), out var kept) ? kept : made[(at, width)] = new float[ArrayLength.Of(batch.Count, width)];
                    SingleNumbers.Of(outputs[at]).AsSpan(0, some * width).CopyTo(all.AsSpan(start * width));
                }
            }
        }

        foreach (((_, var width), var numbers) in made)
        {
            Find(numbers, width, found);
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

        foreach ((var number, var index) in IndexesOf(width, numbers.AsSpan(0, found.Length * width)))
        {
            for (var record = 0; record < found.Length; record++)
            {
                if (index.Has(numbers.AsSpan(record * width, width)))
                {
                    (found[record] ??= []).Add(number);
                }
            }
        }
    }

    private (int Number, TableIndex Index)[] IndexesOf(int width, ReadOnlySpan<float> records)
    {
        if (!indexes.TryGetValue(width, out (int, TableIndex)[]? known))
        {
            // A row may have one number more, such as the record's length.
            (StoredTable Table, int First)[] fitting = [.. all.Where(table => table.Width == width).Select(static table => (table, 0)).Concat(all.Where(table => table.Width == width + 1).SelectMany(static table => new[] { (table, 0), (table, 1) })).Take(MostTables - tables.Count)];
            known = [.. fitting.Select((part, i) => (tables.Count + i, new TableIndex(part.Table, part.First, width)))];
            foreach ((_, var index) in known)
            {
                index.Learn(records);
            }

            tables.AddRange(fitting.Select(static part => (part.Table.Name, part.Table.Rows)));
            indexes[width] = known;
        }

        return known;
    }

    /// <summary>What comes of the inputs before the first layer's activation.</summary>
    private static IEnumerable<string> Prepared(GraphView view, IReadOnlyList<ModelInput> inputs)
    {
        var prepared = new HashSet<string>(inputs.Select(static input => input.Name), StringComparer.Ordinal);
        var computed = ConstantTables.Precisions(view);
        foreach (var node in view.TopologicalOrder.Where(PreparingOperators.Has))
        {
            string[] read = [.. TopologicalOrder.Uses(node).Where(name => view.ConstantOf(name) is null && !computed.ContainsKey(name))];
            foreach (var made in read.Length > 0 && read.All(prepared.Contains) ? node.Output.Where(output => output.Length > 0 && prepared.Add(output)) : [])
            {
                yield return made;
            }
        }
    }
}
