using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Calls that return what a model says about a record.</summary>
internal sealed class ScoreSources(Compilation compilation)
{
    private readonly MethodTable runs = new(
        compilation,
        ("Microsoft.ML.OnnxRuntime.InferenceSession", "Run RunAsync RunWithBindingAndNames RunWithBoundResults"),
        ("Microsoft.ML.OnnxRuntime.OrtIoBinding", "GetOutputValues"));

    private readonly MethodTable predictions = new(
        compilation,
        ("Microsoft.ML.PredictionEngineBase`2", "Predict"),
        ("Microsoft.Extensions.ML.PredictionEnginePool`2", "Predict"),
        ("Microsoft.Extensions.ML.PredictionEnginePoolExtensions", "Predict"));

    private readonly MethodTable rows = new(compilation, ("Microsoft.ML.DataOperationsCatalog", "CreateEnumerable"));

    private readonly MethodTable columns = new(compilation, ("Microsoft.ML.Data.ColumnCursorExtensions", "GetColumn"));

    private readonly INamedTypeSymbol? transformer = compilation.GetTypesByMetadataName("Microsoft.ML.ITransformer").FirstOrDefault();

    /// <summary>Nothing that this compilation references can return scores.</summary>
    public bool IsEmpty => runs.IsEmpty && predictions.IsEmpty && transformer is null;

    public bool ReturnsOutputs(IMethodSymbol method) => runs.Contains(method);

    public bool ReturnsPrediction(IMethodSymbol method) => predictions.Contains(method);

    public bool ReturnsRows(IMethodSymbol method) => rows.Contains(method);

    public bool ReturnsColumn(IMethodSymbol method) => columns.Contains(method);

    public bool ReturnsView(IMethodSymbol method) =>
        transformer is not null && method.Name == "Transform"
        && (SymbolEqualityComparer.Default.Equals(method.ContainingType, transformer) || method.ContainingType.AllInterfaces.Contains(transformer, SymbolEqualityComparer.Default));
}
