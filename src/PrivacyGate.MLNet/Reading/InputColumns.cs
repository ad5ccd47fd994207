using Microsoft.ML;
using Microsoft.ML.Data;
using PrivacyGate.MLNet.Runtime;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Reading;

/// <summary>The columns a model reads, as its saved schema states them: raw columns, before any preparation.</summary>
/// <param name="Inputs">Those that the answers depend on, in the order of the schema.</param>
/// <param name="Unused">Names of the others, such as the label.</param>
internal sealed record InputColumns(IReadOnlyList<ModelInput> Inputs, IReadOnlyList<string> Unused)
{
    /// <exception cref="InputException">PG0026: a column is of a type that no table of records holds.</exception>
    public static InputColumns Of(string path, Pipeline pipeline, DataViewSchema schema, IReadOnlyList<string> answers)
    {
        var mapper = pipeline.Whole.GetRowToRowMapper(schema);
        HashSet<int> used = [.. mapper.GetDependencies(answers.Select(name => mapper.OutputSchema[name])).Select(static column => column.Index)];
        var takesMissing = TakesMissing(pipeline);
        DataViewSchema.Column[] visible = [.. schema.Where(static column => !column.IsHidden)];
        return new InputColumns(
            [.. visible.Where(column => used.Contains(column.Index)).Select(column => Input(path, column, takesMissing))],
            [.. visible.Where(column => !used.Contains(column.Index)).Select(static column => column.Name)]);
    }

    private static ModelInput Input(string path, DataViewSchema.Column column, bool takesMissing)
    {
        var vector = column.Type as VectorDataViewType;
        int[] shape = vector is null ? [1] : vector.IsKnownSize ? [vector.Size] : [-1];
        var type = vector?.ItemType ?? column.Type;
        if (KindOf(type) is not { } kind)
        {
            throw Refusal.Of(
                DiagnosticIds.ModelShapeUnknown, path,
                $"The model reads column '{PlainText.Bare(column.Name)}' of type {type}, which no table of records holds. Audit a model that is fed numbers, texts and true or false.");
        }

        return new ModelInput(column.Name, kind, shape) { TakesMissing = takesMissing && type is NumberDataViewType, Range = RangeOf(type) };
    }

    private static ElementKind? KindOf(DataViewType type) => type switch
    {
        TextDataViewType => ElementKind.Text,
        BooleanDataViewType => ElementKind.Boolean,
        KeyDataViewType => ElementKind.Int64,
        _ when type == NumberDataViewType.Single => ElementKind.Float32,
        _ when type == NumberDataViewType.Double => ElementKind.Float64,
        _ when type == NumberDataViewType.Int64 || type == NumberDataViewType.UInt32 => ElementKind.Int64,
        _ when type == NumberDataViewType.Int32 || type == NumberDataViewType.Int16 || type == NumberDataViewType.UInt16 || type == NumberDataViewType.SByte || type == NumberDataViewType.Byte => ElementKind.Int32,
        _ => null,
    };

    /// <summary>Null where the kind holds all.</summary>
    private static WholeRange? RangeOf(DataViewType type) => type switch
    {
        KeyDataViewType key => new WholeRange(0, (long)Math.Min(key.Count, int.MaxValue) - 1),
        _ when type == NumberDataViewType.UInt32 => new WholeRange(0, uint.MaxValue),
        _ when type == NumberDataViewType.UInt16 => new WholeRange(0, ushort.MaxValue),
        _ when type == NumberDataViewType.Int16 => new WholeRange(short.MinValue, short.MaxValue),
        _ when type == NumberDataViewType.Byte => new WholeRange(0, byte.MaxValue),
        _ when type == NumberDataViewType.SByte => new WholeRange(sbyte.MinValue, sbyte.MaxValue),
        _ => null,
    };

    /// <summary>Whether the pipeline fills missing values or marks them, or ends in trees, which take them to a branch.</summary>
    private static bool TakesMissing(Pipeline pipeline) =>
        ModelWords.IsOfTrees(pipeline.Parameters)
        || pipeline.Preparation.Any(static step => step is Microsoft.ML.Transforms.MissingValueReplacingTransformer or Microsoft.ML.Transforms.MissingValueIndicatorTransformer);
}
