using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>Code that is being typed is broken most of the time. Analyzers must not throw on it, nor end the compiler by its stack.</summary>
public sealed class RobustnessTests
{
    private const int Mutations = 1000;

    private const int AtOnce = 10;

    private static readonly string[] Sources =
    [
        .. new[] { "PG1001", "PG1002", "PG1003", "PG1004", "PG1006", "PG1007" }
            .SelectMany(static rule => new[] { $"{rule}.reported.txt", $"{rule}.clean.txt" })
            .SelectMany(static file => CaseFile.Read(file).Values)
            .Select(static source => source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)),
    ];

    [Fact]
    public async Task A_thousand_broken_sources_make_no_analyzer_throw()
    {
        var random = new Random(20261130);
        var mutated = Enumerable.Range(0, Mutations).Select(_ => Mutation.Of(Sources[random.Next(Sources.Length)], random)).ToList();
        var found = 0;
        foreach (var sources in mutated.Chunk(AtOnce))
        {
            found += (await DiagnoseAsync(sources.Select(static (source, i) => $"namespace M{i} {{\n{source}\n}}"))).Length;
        }

        // Most sources still say what they said: the walk was reached.
        Assert.InRange(found, Mutations / 10, Mutations);
    }

    [Theory]
    [InlineData("object o = Raw.Scores();", "o = new { o };", "return o;")]
    [InlineData("object o = Raw.Scores();", "o = (o, 1);", "return o;")]
    public async Task Objects_in_objects_without_end_do_not_end_the_stack(string first, string step, string last)
    {
        var body = first + string.Concat(Enumerable.Repeat(step, 3000)) + last;
        Assert.Single(await DiagnoseAsync([$"public class Api : ControllerBase {{ public object Predict() {{ {body} }} }}"]));
    }

    [Fact]
    public async Task A_sum_of_three_thousand_texts_does_not_end_the_stack()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("Raw.Confidence().ToString()", 3000));
        await DiagnoseAsync([$"public class Api : ControllerBase {{ public string Predict() => {sum}; }}"]);
    }

    [Fact]
    public async Task Helpers_that_call_each_other_in_a_circle_end() => Assert.Single(await DiagnoseAsync(
        [
            """
            public class Api : ControllerBase
            {
                public float[] Predict() => A(Raw.Scores(), 9);
                private static float[] A(float[] x, int n) => n == 0 ? x : B(x, n - 1);
                private static float[] B(float[] x, int n) => n == 0 ? x : A(A(x, n - 1), n - 1);
            }
            """,
        ]));

    [Fact]
    public async Task The_same_source_gives_the_same_findings_in_the_same_words()
    {
        var first = await DiagnoseAsync(Sources.Take(30).Select(static (source, i) => $"namespace M{i} {{\n{source}\n}}"));
        var second = await DiagnoseAsync(Sources.Take(30).Select(static (source, i) => $"namespace M{i} {{\n{source}\n}}"));
        Assert.Equal(Words(first), Words(second));

        static IEnumerable<string> Words(ImmutableArray<Diagnostic> found) => found.Select(static one => one.ToString()).Order(StringComparer.Ordinal);
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(IEnumerable<string> sources)
    {
        var trees = sources.Append(CaseFile.Text("support.cs.txt")).Select(static (source, i) => CSharpSyntaxTree.ParseText(source, Surroundings.Language, $"S{i}.cs"));
        var compilation = CSharpCompilation.Create("Broken", trees, References.All, Surroundings.Compilation);
        var thrown = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => thrown.Add(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([.. AnalyzerRun.Analyzers], options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(thrown);
        Assert.DoesNotContain(found, static one => one.Id == "AD0001");
        return found;
    }
}
