using System.Reflection;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Architecture.Tests;

/// <summary>What no room may do; docs/decisions/0001-rooms.md says why.</summary>
public class RoomRules
{
    private const string Engine = "PrivacyGate.Engine";

    [Theory]
    [InlineData(Engine, "PrivacyGate.Metrics", "PrivacyGate.Attacks")]
    [InlineData(Engine, "PrivacyGate.Metrics", "PrivacyGate.Gating")]
    [InlineData(Engine, "PrivacyGate.Metrics", "PrivacyGate.Auditing")]
    [InlineData(Engine, "PrivacyGate.Attacks", "PrivacyGate.Metrics")]
    [InlineData(Engine, "PrivacyGate.Attacks", "PrivacyGate.Gating")]
    [InlineData(Engine, "PrivacyGate.Signals", "PrivacyGate.Attacks")]
    [InlineData(Engine, "PrivacyGate.Signals", "PrivacyGate.Metrics")]
    [InlineData(Engine, "PrivacyGate.Formats", "PrivacyGate.Attacks")]
    [InlineData(Engine, "PrivacyGate.Models", "PrivacyGate.Attacks")]
    [InlineData(Engine, "PrivacyGate.Models", "PrivacyGate.Auditing")]
    [InlineData(Engine, "PrivacyGate.Auditing", "PrivacyGate.Gating")]
    [InlineData(Engine, "PrivacyGate.Shadows", "PrivacyGate.Attacks")]
    [InlineData(Engine, "PrivacyGate.Shadows", "PrivacyGate.Metrics")]
    [InlineData(Engine, "PrivacyGate.Shadows", "PrivacyGate.Gating")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.IO.Sinks", "PrivacyGate.Metrics")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.IO.Sinks", "PrivacyGate.Attacks")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.IO.Readers", "PrivacyGate.Gating")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.IO.Readers", "PrivacyGate.Metrics")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub", "PrivacyGate.Metrics")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub", "PrivacyGate.IO.Readers")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub", "PrivacyGate.IO.Spec")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub.Rendering", "PrivacyGate.GitHub.Api")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub.Api", "PrivacyGate.GitHub.Rendering")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub.Api", "PrivacyGate.Gating")]
    [InlineData("PrivacyGate.Run", "PrivacyGate.Run", "PrivacyGate.Metrics")]
    [InlineData("PrivacyGate.Run", "PrivacyGate.Run", "Microsoft.ML.OnnxRuntime")]
    [InlineData("privacygate", "PrivacyGate.Cli", "PrivacyGate.Metrics")]
    [InlineData("privacygate", "PrivacyGate.Cli", "Microsoft.ML.OnnxRuntime")]
    [InlineData("PrivacyGate.Analyzers", "PrivacyGate.Analyzers.Flow", "PrivacyGate.Analyzers.Catalog")]
    [InlineData("PrivacyGate.Analyzers", "PrivacyGate.Analyzers.Flow", "PrivacyGate.Analyzers.Models")]
    public void A_room_does_not_know(string assembly, string room, string forbidden)
    {
        Assert.True(Room.Exists(assembly, room), $"{room} has moved out of {assembly}: mend this rule");
        Assert.Empty(Room.Uses(assembly, room, forbidden));
    }

    [Theory]
    [InlineData("PrivacyGate.MLNet", "PrivacyGate.IO", "PrivacyGate.Onnx", "PrivacyGate.Run", "Microsoft.ML.OnnxRuntime", "Google.Protobuf")]
    [InlineData("privacygate", "Microsoft.ML.Data", "Microsoft.ML.FastTree", "PrivacyGate.MLNet")]
    [InlineData("PrivacyGate.Run", "Microsoft.ML.Data", "Microsoft.ML.FastTree", "PrivacyGate.MLNet")]
    [InlineData(Engine, "PrivacyGate.IO", "PrivacyGate.Onnx", "Microsoft.ML.OnnxRuntime", "Octokit", "Google.Protobuf", "CsvHelper", "Spectre.Console", "System.CommandLine")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.Onnx", "Microsoft.ML.OnnxRuntime", "Google.Protobuf")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.GitHub", "Octokit")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.Onnx", "Microsoft.ML.OnnxRuntime", "Google.Protobuf", "CsvHelper", "Spectre.Console", "System.CommandLine")]
    [InlineData("PrivacyGate.Onnx", "PrivacyGate.GitHub", "Octokit")]
    [InlineData("PrivacyGate.Onnx", "PrivacyGate.IO", "CsvHelper", "Spectre.Console")]
    [InlineData("PrivacyGate.Run", "PrivacyGate.GitHub", "Octokit", "Google.Protobuf", "CsvHelper", "Spectre.Console", "System.CommandLine")]
    [InlineData("privacygate", "Google.Protobuf", "CsvHelper", "Octokit")]
    [InlineData("PrivacyGate.Analyzers", Engine, "PrivacyGate.IO", "Microsoft.CodeAnalysis.Workspaces", "Microsoft.ML.OnnxRuntime")]
    [InlineData("PrivacyGate.CodeFixes", Engine, "PrivacyGate.IO", "System.Composition.AttributedModel")]
    public void An_assembly_does_not_reference(string assembly, params string[] forbidden) =>
        Assert.Empty(Room.AssembliesOf(assembly).Intersect(forbidden));

    [Theory]
    [InlineData(Engine, "PrivacyGate")]
    [InlineData("PrivacyGate.MLNet", "PrivacyGate.MLNet")]
    [InlineData("PrivacyGate.Onnx", "PrivacyGate.Onnx")]
    [InlineData("PrivacyGate.Run", "PrivacyGate.Run")]
    [InlineData("privacygate", "PrivacyGate.Cli")]
    [InlineData("PrivacyGate.IO", "PrivacyGate.IO")]
    [InlineData("PrivacyGate.GitHub", "PrivacyGate.GitHub")]
    [InlineData("PrivacyGate.Analyzers", "PrivacyGate.Analyzers")]
    public void No_folder_uses_one_that_uses_it(string assembly, string root)
    {
        var circles = Folders.Circles(Room.UsesWithin(assembly, root), root);
        Assert.True(circles.Count == 0, string.Join(Environment.NewLine, circles));
    }

    [Fact]
    public void The_checker_sees_circles_of_children_and_of_a_folder_with_its_own_child()
    {
        Use[] uses = [Of("R.A", "R.B"), Of("R.B.C", "R.D"), Of("R.D", "R.A"), Of("R.E.F", "R.E"), Of("R.E", "R.E.F"), Of("R.G", "R.G.H"), Of("R.G.H", "R.G.I")];
        Assert.Equal(["R: A -> B -> D -> A (a -> b; c -> d; d -> a)", "E: (its own files) -> F -> (its own files) (e -> f; f -> e)"], Folders.Circles(uses, "R"));

        static Use Of(string from, string to) => new(Type(from), Type(to));
        static Named Type(string room) => new(room, room[^1..].ToLowerInvariant());
    }

    [Fact]
    public void The_checker_sees_a_forbidden_use_where_there_is_one() =>
        Assert.NotEmpty(Room.Uses(Engine, "PrivacyGate.Auditing", "PrivacyGate.Signals"));

    /// <summary>What an attack needs it says itself; a host that knows one by its type would have to be changed for the next.</summary>
    [Theory]
    [InlineData("PrivacyGate.Run")]
    [InlineData("PrivacyGate.IO")]
    [InlineData("privacygate")]
    public void A_host_knows_no_attack_by_its_type(string assembly) =>
        Assert.DoesNotContain(Room.Uses(assembly, assembly == "privacygate" ? "PrivacyGate.Cli" : assembly, "PrivacyGate.Attacks"), static use => use.EndsWith("Attack", StringComparison.Ordinal) && !use.EndsWith(".IAttack", StringComparison.Ordinal));

    /// <summary>The view picks, rounds and words; a writer that could name a finding would do so again.</summary>
    [Theory]
    [InlineData("Html")]
    [InlineData("Markdown")]
    [InlineData("Sarif")]
    public void A_writer_of_reports_decides_the_layout_alone(string folder)
    {
        var room = $"PrivacyGate.IO.Sinks.{folder}";
        Assert.True(Room.Exists("PrivacyGate.IO", room), $"{room} has moved: mend this rule");
        string[] sources = [nameof(Finding), nameof(AuditReport), nameof(ModelResult), nameof(Violation)];
        Assert.DoesNotContain(
            Room.Uses("PrivacyGate.IO", room, "PrivacyGate.Auditing").Concat(Room.Uses("PrivacyGate.IO", room, "PrivacyGate.Gating")),
            use => sources.Any(source => use.EndsWith($".{source}", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_an_attack_is_given_holds_no_side()
    {
        var reachable = PropertiesOf(typeof(AuditInput)).Concat(PropertiesOf(typeof(SignalTable)));
        Assert.DoesNotContain(reachable, property =>
            property.PropertyType == typeof(bool[]) ||
            property.PropertyType == typeof(Truth) ||
            property.Name.Contains("Side", StringComparison.Ordinal) ||
            (property.Name.Contains("Member", StringComparison.Ordinal) && property.Name != nameof(AuditInput.MeanMemberLoss)));
    }

    private static PropertyInfo[] PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
