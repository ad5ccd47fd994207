using Microsoft.ML;
using Microsoft.ML.Data;
using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Serving;

namespace PrivacyGate.MLNet.Training;

/// <summary>Prepared features and true answers in memory, as a trainer reads them.</summary>
internal static class TrainingTable
{
    /// <param name="model">Its preparation makes the features; it stays as it was fitted.</param>
    /// <param name="records">The records.</param>
    public static IDataView Of(Recognised model, RecordBatch records)
    {
        if (records.Targets is ValueTargets { Groups: { } own })
        {
            // ML.NET takes the documents of a query one after the other.
            records = records.Pick([.. Enumerable.Range(0, records.Count).GroupBy(row => own[row]).SelectMany(static query => query)]);
        }

        var columns = model.Pipeline.Features;
        var prepared = Preparation(model).Transform(RecordView.Of(model.Schema, records));
        VBuffer<float>[][] features = [.. columns.Select(column => Read(prepared, column.Name, records.Count))];
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        (var type, var getter) = Label(model, records.Targets);
        builder.AddColumn(TrainerRecipe.Label, type);
        List<Func<Func<int>, Delegate>> getters =
            [.. features.Select(static rows => (Func<Func<int>, Delegate>)(position => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> target) => rows[position()].CopyTo(ref target)))), getter];
        if (Queries(records.Targets) is { } queries)
        {
            builder.AddColumn(TrainerRecipe.Group, new KeyDataViewType(typeof(uint), records.Count));
            getters.Add(position => (ValueGetter<uint>)((ref uint target) => target = queries[position()]));
        }

        return new ColumnView(builder.ToSchema(), records.Count, getters);
    }

    /// <summary>Numbers of the queries from 1, in the order of their first document; null where the records belong to none.</summary>
    private static uint[]? Queries(Samples.Targets targets)
    {
        if (targets is not ValueTargets { Groups: { } groups })
        {
            return null;
        }

        var numbers = new Dictionary<UInt128, uint>();
        return [.. groups.Select(group => numbers.TryGetValue(group, out var known) ? known : numbers[group] = (uint)numbers.Count + 1)];
    }

    private static ITransformer Preparation(Recognised model) => Pipeline.Chain([.. model.Pipeline.Preparation]);

    private static VBuffer<float>[] Read(IDataView view, string name, int count)
    {
        var column = view.Schema[name];
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var rows = new VBuffer<float>[count];
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getter(ref rows[row]);
        }

        return rows;
    }

    private static (DataViewType Type, Func<Func<int>, Delegate> Getter) Label(Recognised model, Samples.Targets targets)
    {
        if (targets is ValueTargets { Values: var values })
        {
            return (NumberDataViewType.Single, position => (ValueGetter<float>)((ref float target) => target = values[position()]));
        }

        var classes = ((ClassTargets)targets).Classes;
        return model.Pipeline.Kind == PredictorKind.Binary
            ? (BooleanDataViewType.Instance, position => (ValueGetter<bool>)((ref bool target) => target = classes[position()] == 1))
            : (new KeyDataViewType(typeof(uint), model.Classes.Count), position => (ValueGetter<uint>)((ref uint target) => target = (uint)classes[position()] + 1));
    }
}
