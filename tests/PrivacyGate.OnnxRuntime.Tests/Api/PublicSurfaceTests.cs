namespace Microsoft.ML.OnnxRuntime.Tests.Api;

public class PublicSurfaceTests
{
    // What the official package also has, in the same namespaces: whatever is not here would break the swap.
    private static readonly string[] Shared =
    [
        "Microsoft.ML.OnnxRuntime.ExecutionMode",
        "Microsoft.ML.OnnxRuntime.Float16",
        "Microsoft.ML.OnnxRuntime.GraphOptimizationLevel",
        "Microsoft.ML.OnnxRuntime.IDisposableReadOnlyCollection`1",
        "Microsoft.ML.OnnxRuntime.InferenceSession",
        "Microsoft.ML.OnnxRuntime.MapMetadata",
        "Microsoft.ML.OnnxRuntime.ModelMetadata",
        "Microsoft.ML.OnnxRuntime.NodeMetadata",
        "Microsoft.ML.OnnxRuntime.OnnxRuntimeException",
        "Microsoft.ML.OnnxRuntime.OnnxValueType",
        "Microsoft.ML.OnnxRuntime.OrtAllocator",
        "Microsoft.ML.OnnxRuntime.OrtAllocatorType",
        "Microsoft.ML.OnnxRuntime.OrtEnv",
        "Microsoft.ML.OnnxRuntime.OrtIoBinding",
        "Microsoft.ML.OnnxRuntime.OrtLoggingLevel",
        "Microsoft.ML.OnnxRuntime.OrtMemType",
        "Microsoft.ML.OnnxRuntime.OrtMemoryInfo",
        "Microsoft.ML.OnnxRuntime.OrtTensorTypeAndShapeInfo",
        "Microsoft.ML.OnnxRuntime.OrtValue",
        "Microsoft.ML.OnnxRuntime.OrtValue+MapVisitor",
        "Microsoft.ML.OnnxRuntime.OrtValue+SequenceElementVisitor",
        "Microsoft.ML.OnnxRuntime.RunOptions",
        "Microsoft.ML.OnnxRuntime.SequenceMetadata",
        "Microsoft.ML.OnnxRuntime.SessionOptions",
        "Microsoft.ML.OnnxRuntime.Tensors.TensorElementType",
    ];

    private static readonly string[] OurOwn = ["Microsoft.ML.OnnxRuntime.NativeLibraryException"];

    [Fact]
    public void The_public_types_are_those_of_the_official_package_and_one_of_our_own()
    {
        var types = typeof(InferenceSession).Assembly.GetExportedTypes().Select(type => type.FullName!);
        Assert.Equal(Shared.Concat(OurOwn).Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_binding_references_nothing_but_the_framework()
    {
        var references = typeof(InferenceSession).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }
}
