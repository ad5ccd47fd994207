using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyGate.Analyzers.Rules;

namespace PrivacyGate.Benchmarks.Analyzers;

/// <summary>Compiles each project of a folder, with the sources of the projects that it references, as well as it compiles without its own packages, and lists what the analyzers find.</summary>
internal static partial class Reading
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
                .Where(static path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && Path.GetFileName(path) != "PrivacyGate.Analyzers.dll")
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var found = new Dictionary<string, int>();
        var projects = files.GroupBy(file => ProjectOf(file, folder)).ToDictionary(static project => project.Key, static project => project.ToArray());
        foreach (var (project, own) in projects)
        {
            var all = Referenced(project, []).SelectMany(other => projects.GetValueOrDefault(other, [])).ToArray();
            foreach (var diagnostic in (await FindAsync(all, IsWeb(project), references)).Where(one => own.Contains(one.Location.GetLineSpan().Path)))
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
            if (ProjectFiles(folder).Any())
            {
                return folder;
            }
        }

        return root;
    }

    private static IEnumerable<string> ProjectFiles(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.csproj") : [];

    /// <summary>A folder and those of the projects that it references.</summary>
    private static HashSet<string> Referenced(string folder, HashSet<string> known)
    {
        if (known.Add(folder))
        {
            foreach (var match in ProjectFiles(folder).SelectMany(static file => ProjectReference().Matches(File.ReadAllText(file))))
            {
                Referenced(Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, match.Groups["path"].Value.Replace('\\', '/'))))!, known);
            }
        }

        return known;
    }

    /// <summary>What a console program prints is its answer; a project of a server has references by which the analyzers know it.</summary>
    private static bool IsWeb(string folder) =>
        ProjectFiles(folder).Any(static file => File.ReadAllText(file) is var text && (text.Contains("Sdk.Web", StringComparison.Ordinal) || text.Contains("AspNetCore", StringComparison.Ordinal) || text.Contains("Azure.Functions", StringComparison.Ordinal)));

    private static bool IsOfServer(MetadataReference reference) =>
        Path.GetFileName(reference.Display!) is var name && (name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.Azure", StringComparison.Ordinal));

    private static async Task<IEnumerable<Diagnostic>> FindAsync(string[] files, bool web, MetadataReference[] references)
    {
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), language, file))
            .Concat(new[] { Usings, web ? WebUsings : "", Pool }.Select(text => CSharpSyntaxTree.ParseText(text, language)));
        var compilation = CSharpCompilation.Create("Read", trees, references.Where(one => web || !IsOfServer(one)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        DiagnosticAnalyzer[] analyzers = [new ScoreFlowAnalyzer(), new ModelLoadAnalyzer(), new ShippedDataAnalyzer(), new WeakGuardAnalyzer()];
        var diagnostics = await compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        return diagnostics.OrderBy(static one => one.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(static one => one.Location.SourceSpan.Start);
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"(?<path>[^\"]+)\"")]
    private static partial Regex ProjectReference();
}
