using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Notes;

namespace PrivacyGate.Cli.Tests;

public class UnusedKeyTests
{
    private const string Recipe = "\"training\": { \"records\": 285, \"epochs\": 3, \"optimizer\": \"sgd\", \"momentum\": 0.5 }";

    [Theory]
    [InlineData(TrainerKinds.Forest, Recipe, "shadows.training.epochs, shadows.training.optimizer, shadows.training.momentum are not used: the shadow models are of kind forest, whose recipe is read off the model itself; remove them, or train with shadows.command")]
    [InlineData(TrainerKinds.Linear, Recipe, "of kind linear")]
    [InlineData(TrainerKinds.Boosting, "\"training\": { \"batchSize\": 3 }", "shadows.training.batchSize is not used: the shadow models are of kind boosting, whose recipe is read off the model itself; remove it, or train with shadows.command")]
    [InlineData(TrainerKinds.Surrogate, Recipe, "surrogates, which have a recipe of their own")]
    [InlineData(TrainerKinds.Command, Recipe, "remove them, and state the recipe in your trainer")]
    [InlineData(TrainerKinds.Ready, "\"count\": 8, \"source\": \"noisy\", \"models\": [\"a.onnx\"], \"index\": \"i.json\", " + Recipe, "shadows.count, shadows.source, shadows.training.epochs, shadows.training.optimizer, shadows.training.momentum are not used: the models of shadows.models are trained already; remove them")]
    [InlineData(TrainerKinds.Network, "\"training\": { \"momentum\": 0.5 }", "shadows.training.momentum is not used: momentum is of the optimizer sgd; remove it, or state that optimizer")]
    public void What_shadow_models_have_no_use_for_is_told_at_its_line(string kind, string shadows, string told)
    {
        var warning = Assert.Single(UnusedKeys.Of(Shadows(shadows), kind));

        Assert.Equal((DiagnosticIds.SpecKeyNotUsed, Severity.Warning, 9), (warning.Id, warning.Severity, warning.Location!.Line));
        Assert.Contains(told, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Recipe)]
    [InlineData(TrainerKinds.Network, Recipe)]
    [InlineData(TrainerKinds.Forest, "\"training\": { \"records\": 285 }")]
    [InlineData(TrainerKinds.Ready, "\"models\": [\"a.onnx\"], \"index\": \"i.json\", \"training\": { \"records\": 285 }")]
    [InlineData(TrainerKinds.Forest, "\"count\": 8, \"source\": \"noisy\"")]
    public void What_they_use_is_not(string? kind, string shadows) => Assert.Empty(UnusedKeys.Of(Shadows(shadows), kind));

    [Fact]
    public void The_command_line_tells_it_also_when_the_audit_comes_from_the_cache()
    {
        using var clinic = Clinic.Leaky();
        var budget = "\"budget\": { \"advantage\": 0.2 }";
        var shadows = "\"attacks\": [\"lira\"], \"shadows\": { \"count\": 4, \"training\": { \"epochs\": 3 } }";
        clinic.WriteSpec($"{shadows}, {budget}");
        var first = clinic.Check("--cache", "cache");
        clinic.WriteSpec($"{budget},\n\n{shadows}");
        var second = clinic.Check("--cache", "cache");

        Assert.Contains("privacygate.json(9,", Told(first), StringComparison.Ordinal);
        Assert.Contains("privacygate.json(11,", Told(second), StringComparison.Ordinal);
        Assert.All([first, second], run => Assert.Contains("shadows.training.epochs is not used", Told(run), StringComparison.Ordinal));
    }

    private static string Told(ToolRun run) => Assert.Single(run.Lines, static line => line.Contains("warning PG0015: ", StringComparison.Ordinal));

    private static ShadowSpec Shadows(string shadows)
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec($"\"shadows\": {{ {shadows} }}");
        return SpecReader.Read(clinic.File("privacygate.json"), null).Spec!.Models[0].Shadows;
    }
}
