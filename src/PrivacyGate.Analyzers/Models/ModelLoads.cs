using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Models;

/// <summary>Calls that load a model from a file.</summary>
internal sealed class ModelLoads(Compilation compilation)
{
    private readonly INamedTypeSymbol? session = compilation.GetTypesByMetadataName("Microsoft.ML.OnnxRuntime.InferenceSession").FirstOrDefault();

    private readonly MethodTable loads = new(
        compilation,
        ("Microsoft.ML.ModelOperationsCatalog", "Load LoadWithDataLoader"),
        ("Microsoft.ML.OnnxCatalog", "ApplyOnnxModel"),
        ("Microsoft.Extensions.ML.PredictionEnginePoolBuilderExtensions", "FromFile"),
        ("Microsoft.Extensions.ML.BuilderExtensions", "FromFile"));

    public bool IsEmpty => session is null && loads.IsEmpty;

    /// <summary>The argument that says which model is loaded; null for other operations.</summary>
    public IOperation? ModelOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation when session is not null && SymbolEqualityComparer.Default.Equals(creation.Type, session) => creation.Arguments.Named("modelPath", "model"),
        IInvocationOperation call when loads.Contains(call.TargetMethod) => call.Arguments.Named("filePath", "modelFile"),
        _ => null,
    };
}
