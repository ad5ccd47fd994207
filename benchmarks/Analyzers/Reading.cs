using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyGate.Analyzers.Rules;

namespace PrivacyGate.Benchmarks.Analyzers;

/// <summary>Compiles each project of a folder as well as it compiles without its own packages, and lists what the analyzers find.</summary>
internal static class Reading
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    /// <summary>Stands for a package that the analysed sources use and this project cannot reference.</summary>
    private const string Pool = """
        namespace Microsoft.Extensions.ML
        {
            public class PredictionEnginePool<TData, TPrediction> where TData : class where TPrediction : class, new()
            {
                public TPrediction Predict(TData example) => new();
                public TPrediction Predict(string modelName, TData example) => new();
            }
        }
        """;

    public static async Task PrintAsync(string folder, TextWriter output)
    {
        MetadataReference[] references =
        [
            .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt"))
                .Where(static path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("PrivacyGate", StringComparison.Ordinal))
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var found = new Dictionary<string, int>();
        foreach (var project in files.GroupBy(file => ProjectOf(file, folder)))
        {
            foreach (var diagnostic in await FindAsync([.. project], references))
            {
                found[diagnostic.Id] = found.GetValueOrDefault(diagnostic.Id) + 1;
                var place = diagnostic.Location.GetLineSpan();
                await output.WriteLineAsync($"{Path.GetRelativePath(folder, place.Path)}({place.StartLinePosition.Line + 1}): {diagnostic.Id}: {diagnostic.GetMessage(null)}");
            }
        }

        await output.WriteLineAsync($"{files.Count} files; {(found.Count == 0 ? "nothing found" : string.Join(", ", found.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}: {pair.Value}")))}");
    }

    private static string ProjectOf(string file, string root)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").Any())
            {
                return folder;
            }
        }

        return root;
    }

    private static async Task<IEnumerable<Diagnostic>> FindAsync(string[] files, MetadataReference[] references)
    {
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), language, file))
            .Concat(new[] { Usings, WebUsings, Pool }.Select(text => CSharpSyntaxTree.ParseText(text, language)));
        var compilation = CSharpCompilation.Create("Read", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        DiagnosticAnalyzer[] analyzers = [new ScoreFlowAnalyzer(), new ModelLoadAnalyzer(), new ShippedDataAnalyzer(), new WeakGuardAnalyzer()];
        var diagnostics = await compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        return diagnostics.OrderBy(static one => one.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(static one => one.Location.SourceSpan.Start);
    }
}
