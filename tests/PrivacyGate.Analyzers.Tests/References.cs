using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>The reference assemblies of .NET, ASP.NET Core, ONNX Runtime, ML.NET, gRPC, Azure Functions and ScoreGuard, as the build resolved them.</summary>
internal static class References
{
    private static readonly string[] OfTests =
        ["Microsoft.CodeAnalysis", "Microsoft.VisualStudio", "Microsoft.TestPlatform", "PrivacyGate.Analyzers", "PrivacyGate.CodeFixes", "xunit", "testhost", "System.Composition", "System.ComponentModel.Composition."];

    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt"))
            .Where(static path => !OfTests.Any(Path.GetFileName(path).StartsWith))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Nothing that the testing library would have to restore.</summary>
    public static ReferenceAssemblies None { get; } = new("net10.0");
}
