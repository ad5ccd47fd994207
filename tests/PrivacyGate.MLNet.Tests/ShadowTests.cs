using PrivacyGate.IO.Caching;
using PrivacyGate.MLNetFixtures;
using PrivacyGate.Run.Options;

namespace PrivacyGate.MLNet.Tests;

/// <summary>Shadow models by ML.NET's own trainers.</summary>
public sealed class ShadowTests
{
    private static readonly string[] Attacks = ["loss", "lira"];

    /// <summary>Name, kind of shadow models, and what the report says of them.</summary>
    public static TheoryData<string, string, string> Trainers => new()
    {
        { "tumour-fasttree", "boosting", "FastTreeBinary of ML.NET: NumberOfTrees 40, NumberOfLeaves " },
        { "tumour-fastforest-platt", "forest", "FastForestBinary with a calibrator of ML.NET: NumberOfTrees 40, NumberOfLeaves " },
        { "tumour-lbfgs", "linear", "LbfgsLogisticRegression of ML.NET: L2Regularization 1" },
        { "iris-lightgbm", "boosting", "LightGbmMulticlass of ML.NET: NumberOfTrees 20, NumberOfLeaves" },
        { "iris-ova-fasttree", "boosting", "OneVersusAll of FastTreeBinary of ML.NET: NumberOfTrees 20, NumberOfLeaves" },
        { "wine-naivebayes-occurrence", "library", "NaiveBayes of ML.NET" },
        { "regression-fasttree", "boosting", "FastTreeRegression of ML.NET: NumberOfTrees 40, NumberOfLeaves " },
        { "regression-poisson", "linear", "LbfgsPoissonRegression of ML.NET: L2Regularization" },
    };

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Shadow_models_are_trained_by_the_trainer_found_in_the_file(string name, string kind, string said)
    {
        var fixture = Catalog.All.Single(fixture => fixture.Name == name);
        using var folder = new TemporaryFolder();
        Audit.Save(fixture, folder.File("model.zip"));

        var result = Audit.One(Audit.Run(folder.Path, fixture.Table.Name, Keys(fixture), new RunOptions(Profile.Standard, null, null)));

        Assert.NotNull(result.Report.Shadows);
        Assert.Equal(kind, result.Report.Shadows.Kind);
        Assert.StartsWith(said, result.Report.Shadows.Trainer, StringComparison.Ordinal);
        Assert.Contains(result.Report.Findings, static finding => finding.Attack == "lira");
    }

    [Theory]
    [InlineData("tumour-lightgbm")]
    [InlineData("regression-fastforest")]
    public void The_report_is_the_same_on_one_thread_and_on_two(string name)
    {
        var fixture = Catalog.All.Single(fixture => fixture.Name == name);
        using var folder = new TemporaryFolder();
        Audit.Save(fixture, folder.File("model.zip"));

        byte[] Report(int threads)
        {
            var report = Audit.One(Audit.Run(folder.Path, fixture.Table.Name, Keys(fixture), new RunOptions(Profile.Standard, null, null) { Threads = threads })).Report;
            using var json = new MemoryStream();
            CachedAuditJson.Write(new CachedAudit([], 0, report), json);
            return json.ToArray();
        }

        Assert.Equal(Report(1), Report(2));
    }

    private static Dictionary<string, object> Keys(Fixture fixture)
    {
        var keys = new Dictionary<string, object> { ["attacks"] = Attacks, ["shadows"] = new { count = 8 } };
        if (fixture.Task == ModelTask.Regression)
        {
            (keys["task"], keys["target"]) = ("regression", new[] { "Proline" });
        }
        else
        {
            keys["label"] = fixture.Label;
        }

        return keys;
    }
}
