using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using PrivacyGate.Gating;
using PrivacyGate.Run.Options;

namespace PrivacyGate.MLNet.Tests;

/// <summary>Rankers of ML.NET as saved, on the queries of tests/fixtures/ranking: 250 a side, made up.</summary>
public sealed class RankingTests
{
    private static readonly string[] Features = ["Q1", "Q2", "D1", "D2", "D3", "D4"];
    private static readonly string[] Attacks = ["loss", "lira", "rmia"];

    [Theory]
    [InlineData("FastTree", "FastTreeRanking of ML.NET: NumberOfTrees 100, NumberOfLeaves 30")]
    [InlineData("LightGbm", "LightGbmRanking of ML.NET: NumberOfTrees 100, NumberOfLeaves 30")]
    public void A_ranker_that_knows_its_queries_by_heart_fails(string trainer, string said)
    {
        using var folder = new TemporaryFolder();
        var context = new MLContext(seed: 1);
        var members = context.Data.LoadFromTextFile(Path.Combine(Audit.Data, "ranking-members.csv"), new TextLoader.Options
        {
            Columns = [new("Query", DataKind.String, 0), .. Features.Select(static (name, place) => new TextLoader.Column(name, DataKind.Single, place + 1)), new("Relevance", DataKind.Single, 7)],
            HasHeader = true,
            Separators = [','],
        });
        var model = context.Transforms.CopyColumns("Label", "Relevance")
            .Append(context.Transforms.Conversion.Hash("Group", "Query"))
            .Append(context.Transforms.Concatenate("Features", Features))
            .Append(Trainer(context, trainer))
            .Fit(members);
        context.Model.Save(model, members.Schema, folder.File("model.zip"));

        var keys = new Dictionary<string, object> { ["task"] = "ranking", ["target"] = new[] { "Relevance" }, ["group"] = "Query", ["attacks"] = Attacks, ["shadows"] = new { count = 8 } };
        var result = Audit.One(Audit.Run(folder.Path, "ranking", keys, new RunOptions(Profile.Standard, null, null)));

        Assert.Equal(VerdictKind.Fail, result.Verdict.Kind);
        Assert.StartsWith(said, result.Report.Shadows!.Trainer, StringComparison.Ordinal);
        Assert.Equal(result.Report.Shadows.Count, result.Report.Shadows.Matched);
    }

    private static IEstimator<ITransformer> Trainer(MLContext context, string name) => name == "FastTree"
        ? context.Ranking.Trainers.FastTree(new FastTreeRankingTrainer.Options { NumberOfTrees = 100, NumberOfLeaves = 30, MinimumExampleCountPerLeaf = 1, LearningRate = .2, RowGroupColumnName = "Group", NumberOfThreads = 1 })
        : context.Ranking.Trainers.LightGbm(new LightGbmRankingTrainer.Options { NumberOfIterations = 100, NumberOfLeaves = 30, MinimumExampleCountPerLeaf = 2, LearningRate = .2, RowGroupColumnName = "Group", NumberOfThreads = 1, Deterministic = true });
}
