using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>What a server prints is its log; what any other program prints is its answer.</summary>
public sealed class ServerTests
{
    private const string Prints =
        """
        using System;
        using System.Linq;
        using Microsoft.ML.OnnxRuntime;

        public static class Program
        {
            public static void Score(InferenceSession session, NamedOnnxValue[] inputs, Grpc.Core.ClientBase client)
            {
                using var outputs = session.Run(inputs);
                Console.WriteLine(outputs.First().AsEnumerable<float>().Max());
            }
        }
        """;

    private const string OfServer = "namespace Grpc.AspNetCore.Server { public class GrpcServiceOptions { } }";

    private static readonly string[] Frameworks = ["Microsoft.AspNetCore", "Microsoft.Azure"];

    [Fact]
    public async Task A_client_of_grpc_prints_its_answer() => Assert.Empty(await FindAsync(Prints));

    [Fact]
    public async Task A_server_of_grpc_prints_its_log() => Assert.Equal("PG1002", Assert.Single(await FindAsync(Prints, OfServer)));

    private static async Task<IReadOnlyList<string>> FindAsync(params string[] sources)
    {
        var trees = sources.Select(static text => CSharpSyntaxTree.ParseText(text, Surroundings.Language));
        var references = References.All.Where(static one => !Frameworks.Any(Path.GetFileName(one.Display!).StartsWith));
        var compilation = CSharpCompilation.Create("Program", trees, references, Surroundings.Compilation);
        Assert.DoesNotContain(compilation.GetDiagnostics(), static one => one.Severity == DiagnosticSeverity.Error);
        Assert.NotEmpty(compilation.GetTypesByMetadataName("Grpc.Core.ServerCallContext"));
        var found = await compilation.WithAnalyzers([.. AnalyzerRun.Analyzers], GateOptions.Of()).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static one => one.Id)];
    }
}
