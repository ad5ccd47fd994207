using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>
/// Models that are no classifiers, from spec to verdict: those of tests/fixtures/regression, trained by scikit-learn 1.2.1 on made-up
/// numbers, and the regressions of ML.NET 5.0.1. Errors and R2 are those that the two libraries print.
/// </summary>
[Trait("Category", "Slow")]
public sealed class OtherTaskTests
{
    [Theory]
    [InlineData("friedman", "network", .13098007, 1.8030863, .10157343, 1.3959609, .9992330, .8624254)]
    [InlineData("forest", "forest", 1.9076263, 2.4958694, 1.4651317, 2.0184864, .8373157, .7363978)]
    [InlineData("linear", "linear", 2.478843, 2.7495947, 1.9177074, 2.1421626, .7253012, .6800791)]
    public void A_regression_fits_as_its_library_says(string name, string kind, params double[] figures)
    {
        var model = Check($"\"path\": \"{name}.onnx\", \"task\": \"regression\", \"features\": [\"x\"], \"target\": [\"y\"]", "standard");

        var fit = model.GetProperty("fit").EnumerateArray().ToArray();
        Assert.Equal(["RMSE", "MAE", "R2"], fit.Select(static figure => figure.GetProperty("name").GetString()));
        Assert.Equal(figures, fit.SelectMany(static figure => new[] { figure.GetProperty("members").GetDouble(), figure.GetProperty("nonMembers").GetDouble() }), new Near(1e-4));
        Assert.Equal(kind, model.GetProperty("shadows").GetProperty("kind").GetString());
        Assert.Equal(model.GetProperty("shadows").GetProperty("count").GetInt32(), model.GetProperty("shadows").GetProperty("matched").GetInt32());
        Assert.Equal(name == "linear" ? "inconclusive" : "fail", model.GetProperty("verdict").GetString());
        Assert.Equal(name == "forest", Auc(model, "rmia") > Auc(model, "loss") + .06);
        Assert.Equal(name == "friedman", Advantage(model, "lira") > .7);
        Assert.True(name != "linear" || Advantage(model, "battery") < .1);
    }

    [Theory]
    [InlineData("fasttree", "boosting", "fail")]
    [InlineData("tweedie", "boosting", "fail")]
    [InlineData("lightgbm", "boosting", null)]
    [InlineData("fastforest", "forest", null)]
    [InlineData("sdca", "linear", null)]
    [InlineData("poisson", "surrogate", null)]
    public void A_regression_of_MLNet_is_audited_with_shadows_of_its_kind(string trainer, string kind, string? verdict)
    {
        var model = Check($"\"path\": \"regression-{trainer}.onnx\", \"task\": \"regression\", \"target\": [\"Proline\"]", "standard", "wine-members.csv", "wine-holdout.csv");

        Assert.Equal(kind, model.GetProperty("shadows").GetProperty("kind").GetString());
        Assert.NotEqual("invalid", model.GetProperty("verdict").GetString());
        Assert.True(verdict is null || model.GetProperty("verdict").GetString() == verdict);
        var r2 = model.GetProperty("fit")[2];
        Assert.True(r2.GetProperty("members").GetDouble() > .6 && r2.GetProperty("nonMembers").GetDouble() > .5);
    }

    [Fact]
    public void Several_labels_are_audited_with_shadows_and_told_by_what_is_right()
    {
        var model = Check("\"path\": \"labels.onnx\", \"task\": \"multi-label\", \"features\": [\"x\"], \"target\": [\"high\", \"both\", \"coin\"]", "standard");

        var all = model.GetProperty("fit")[1];
        Assert.Equal("all labels right", all.GetProperty("name").GetString());
        Assert.Equal([.888, .424], [all.GetProperty("members").GetDouble(), all.GetProperty("nonMembers").GetDouble()], new Near(1e-9));
        Assert.Equal("fail", model.GetProperty("verdict").GetString());
        Assert.True(Auc(model, "rmia") > Auc(model, "loss"));
    }

    /// <summary>Trained on the first 100 of 500 records, which are its members: scikit-learn's mean squared errors.</summary>
    [Fact]
    public void An_autoencoder_gives_its_training_records_away()
    {
        var model = Check("\"path\": \"autoencoder.onnx\", \"task\": \"reconstruction\", \"features\": [\"x\"]", "quick");

        Assert.Equal("mean squared error", model.GetProperty("fit")[0].GetProperty("name").GetString());
        Assert.Equal(.0023260212, model.GetProperty("fit")[0].GetProperty("nonMembers").GetDouble(), 1e-8);
        Assert.True(Advantage(model, "loss") > .05);
    }

    /// <summary>Figures of scikit-learn 1.2.1, from ML.NET's own scores.</summary>
    [Theory]
    [InlineData("fasttree-memorising", true, .9913629561998459, .9056238901332976, .9264157815560414, .8256852490654568, .2012353317311025, .6066753918183722)]
    [InlineData("fasttree-honest", false, .8603987916803774, .8529211694659268, .7331040736943321, .755890296628206, .648019033286309, .6107406663458799)]
    [InlineData("lightgbm-memorising", true, .9986476362391866, .9076611955502397, .979230706070478, .8281634521287958, .0840024768813764, .535251926976778)]
    [InlineData("lightgbm-honest", false, .8802005337833491, .8721760455634715, .7670685780730607, .7749098706765939, .49421347311681946, .47986728616809726)]
    public void A_ranking_of_MLNet_fails_when_it_knows_its_queries_by_heart(string name, bool memorises, params double[] figures)
    {
        var model = Check($"\"path\": \"{name}.onnx\", \"task\": \"ranking\", \"target\": [\"Relevance\"], \"group\": \"Query\", \"features\": [\"Q1\", \"Q2\", \"D1\", \"D2\", \"D3\", \"D4\"]", "standard", "members.csv", "holdout.csv");

        var fit = model.GetProperty("fit").EnumerateArray().ToArray();
        Assert.Equal(["NDCG@10", "pairs in order", "pairwise loss"], fit.Select(static figure => figure.GetProperty("name").GetString()));
        Assert.Equal(figures, fit.SelectMany(static figure => new[] { figure.GetProperty("members").GetDouble(), figure.GetProperty("nonMembers").GetDouble() }), new Near(memorises ? 1e-5 : 2e-3));
        Assert.Equal("boosting", model.GetProperty("shadows").GetProperty("kind").GetString());
        Assert.Equal(memorises, model.GetProperty("verdict").GetString() == "fail");
        Assert.NotEqual("invalid", model.GetProperty("verdict").GetString());
        Assert.True(!memorises || Advantage(model, "rmia") > Advantage(model, "loss") + .05);
    }

    [Fact]
    public void Init_writes_a_ranking_that_it_is_told_of()
    {
        using var folder = Folder("\"path\": \"lightgbm-memorising.onnx\"", "members.csv", "holdout.csv");
        File.Delete(folder.File("privacygate.json"));

        var written = Tool.Run(folder.Path, "init", "--task", "ranking", "--members", "members.csv", "--non-members", "holdout.csv", "--label", "Relevance");
        var check = Tool.Run(folder.Path, "check", "--profile", "quick", "--out", "out");

        Assert.Equal(0, written.ExitCode);
        Assert.Contains("\"group\": \"Query\",", File.ReadAllText(folder.File("privacygate.json")), StringComparison.Ordinal);
        Assert.Equal(1, check.ExitCode);
    }

    [Fact]
    public void A_score_is_audited_in_both_directions_and_says_what_it_does_not_see()
    {
        var model = Check("\"path\": \"friedman.onnx\", \"task\": \"score\", \"features\": [\"x\"]", "standard");

        Assert.True(Math.Abs(Advantage(model, "score-high")) < .1 && Math.Abs(Advantage(model, "score-low")) < .1);
        Assert.Contains(model.GetProperty("warnings").EnumerateArray(), static warning => warning.GetProperty("code").GetString() == DiagnosticIds.ScoreWithoutTruth);
        Assert.Equal(JsonValueKind.Null, model.GetProperty("shadows").ValueKind);
    }

    [Fact]
    public void A_model_that_does_not_predict_the_target_is_invalid()
    {
        var model = Check("\"path\": \"friedman.onnx\", \"task\": \"regression\", \"features\": [\"x\"], \"target\": [\"coin\"]", "quick");

        Assert.Equal("invalid", model.GetProperty("verdict").GetString());
        Assert.Equal(DiagnosticIds.MembersUnknown, model.GetProperty("invalidity").GetProperty("code").GetString());
    }

    [Fact]
    public void Without_a_task_the_spec_is_told_what_to_write()
    {
        using var folder = Folder("\"path\": \"forest.onnx\", \"features\": [\"x\"], \"label\": \"coin\"");

        var run = Tool.Run(folder.Path, "check", "--profile", "quick", "--out", "out");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("\"task\": \"regression\"", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_targets_as_the_model_has_values()
    {
        using var folder = Folder("\"path\": \"friedman.onnx\", \"task\": \"regression\", \"features\": [\"x\"], \"target\": [\"y\", \"coin\"]");

        var run = Tool.Run(folder.Path, "check", "--profile", "quick", "--out", "out");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("PG0033", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("name as many columns under 'target'", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_writes_the_task_of_a_regression_that_shows_it_and_asks_for_the_column_it_cannot_know()
    {
        using var folder = Folder("\"path\": \"regression-fasttree.onnx\"", "wine-members.csv", "wine-holdout.csv");
        File.Delete(folder.File("privacygate.json"));
        string[] files = ["--members", "wine-members.csv", "--non-members", "wine-holdout.csv"];

        var asked = Tool.Run(folder.Path, ["init", .. files]);
        var written = Tool.Run(folder.Path, ["init", .. files, "--label", "Proline"]);
        var check = Tool.Run(folder.Path, "check", "--profile", "quick", "--out", "out");

        Assert.Contains("which column holds the true value was not found; name it with --label", asked.Output + asked.Errors, StringComparison.Ordinal);
        Assert.Equal(0, written.ExitCode);
        Assert.Contains("\"task\": \"regression\",\n      \"target\": [\"Proline\"],", File.ReadAllText(folder.File("privacygate.json")), StringComparison.Ordinal);
        Assert.Equal(1, check.ExitCode);
    }

    [Theory]
    [InlineData("forest.onnx", null, "yeom-gaussian", "gap")]
    [InlineData("autoencoder.onnx", "reconstruction", "lira", "rmia")]
    [InlineData("labels.onnx", "multi-label", "rmia", "score-high")]
    [InlineData("lightgbm-honest.onnx", "ranking", "lira", "yeom-gaussian")]
    public void Inspect_lists_the_attacks_of_the_task(string model, string? task, string listed, string notListed)
    {
        using var folder = Folder($"\"path\": \"{model}\"");

        var run = Tool.Run(folder.Path, ["inspect", model, .. task is null ? Array.Empty<string>() : ["--task", task]]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith(listed + " ", StringComparison.Ordinal) && line.Contains("yes", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Lines, line => line.StartsWith(notListed + " ", StringComparison.Ordinal));
    }

    private static JsonElement Check(string keys, string profile, string members = "members.npz", string holdout = "holdout.npz")
    {
        using var folder = Folder(keys, members, holdout);
        var run = Tool.Run(folder.Path, "check", "--profile", profile, "--out", "out");
        Assert.True(run.ExitCode is 0 or 1 or 3 or 4, run.Output + run.Errors);
        using var report = JsonDocument.Parse(File.ReadAllText(folder.File("out/report.json")));
        return report.RootElement.GetProperty("models")[0].Clone();
    }

    private static TemporaryFolder Folder(string keys, string members = "members.npz", string holdout = "holdout.npz")
    {
        var folder = new TemporaryFolder();
        foreach (var source in new[] { "regression", "ranking", "mlnet/models", "mlnet/data" })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, source)))
            {
                if (keys.Contains(Path.GetFileName(file), StringComparison.Ordinal) || Path.GetFileName(file) == members || Path.GetFileName(file) == holdout)
                {
                    File.Copy(file, folder.File(Path.GetFileName(file)));
                }
            }
        }

        File.WriteAllText(folder.File("privacygate.json"), $"{{\"models\": [{{{keys}, \"members\": \"{members}\", \"nonMembers\": \"{holdout}\"}}]}}");
        return folder;
    }

    private static double Advantage(JsonElement model, string attack) => Figure(model, attack, "advantage");

    private static double Auc(JsonElement model, string attack) => Figure(model, attack, "auc");

    private static double Figure(JsonElement model, string attack, string metric) => model.GetProperty("findings").EnumerateArray()
        .First(finding => finding.GetProperty("attack").GetString() == attack && finding.GetProperty("metric").GetString() == metric && finding.GetProperty("slice").GetString() == "all")
        .GetProperty("value").GetDouble();

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
