using System.Globalization;
using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Signals;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training.Trees;

/// <summary>Tree ensembles as ML.NET 5.0.1 exports them (tests/fixtures/mlnet).</summary>
public class MlNetTreeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("iris-lightgbm", "iris", "Species", 3)]
    [InlineData("iris-lightgbm-softmax", "iris", "Species", 3)]
    [InlineData("iris-ova-fasttree", "iris", "Species", 3)]
    [InlineData("iris-ova-fastforest", "iris", "Species", 3)]
    [InlineData("wine-lightgbm-value", "wine", "Cultivar", 3)]
    [InlineData("digits-lightgbm-value", "digits", "Digit", 10)]
    [InlineData("party-lightgbm", "election", "Party", 7)]
    [InlineData("party-number-fasttree", "election", "PartyNumber", 7)]
    [InlineData("tumour-fastforest-platt", "tumour", "Malignant", 1)]
    [InlineData("tumour-fasttree", "tumour", "Malignant", 1)]
    public void Trees_that_are_read_add_up_to_what_the_runtime_answers(string model, string table, string label, int columns)
    {
        var target = MlNetTable.Inspect(model);
        var records = MlNetTable.Records(target, table, label);
        var ensemble = TreeSeat.Find(target, out _)!.Ensemble;
        Assert.Equal(columns, ensemble.Columns);
        using var features = NodeInput.Open(target, ensemble.Node.Input[0]);
        var rows = features.Read(records, CancellationToken.None);
        NodeProto[] nodes = [.. target.Plan.Model.Graph.Node.Where(TreeEnsembleReader.IsOne)];
        for (var column = 0; column < columns; column++)
        {
            double start = nodes[column].Attribute.FirstOrDefault(static attribute => attribute.Name == "base_values")?.Floats.Sum() ?? 0;
            using var sums = NodeInput.Open(target, nodes[column].Output[0]);
            var answers = sums.Read(records, CancellationToken.None);
            for (var row = 0; row < rows.Count; row++)
            {
                var own = start + ensemble.Trees.Sum(tree => (double)tree.LeafOf(tree.Find(rows.Row(row)))[column]);
                Assert.Equal(answers.Values[row], own, 1e-6 * (1 + Math.Abs(own)));
            }
        }
    }

    [Theory]
    [InlineData("iris-lightgbm", "iris", "Species", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("iris-lightgbm-softmax", "iris", "Species", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("iris-ova-fasttree", "iris", "Species", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("iris-ova-fastforest", "iris", "Species", "forest: 3 ensembles, one a class, 40 regression trees that vote, each on 70% of the records")]
    [InlineData("wine-lightgbm-occurrence", "wine", "Cultivar", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("wine-lightgbm-value", "wine", "Cultivar", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("wine-lightgbm-keys", "wine", "Cultivar", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("wine-ova-fasttree-occurrence", "wine", "Cultivar", "boosting: 3 ensembles, one a class, 20 rounds")]
    [InlineData("digits-lightgbm-occurrence", "digits", "Digit", "boosting: 10 ensembles, one a class, 12 rounds")]
    [InlineData("digits-lightgbm-value", "digits", "Digit", "boosting: 10 ensembles, one a class, 12 rounds")]
    [InlineData("party-lightgbm", "election", "Party", "boosting: 7 ensembles, one a class, 20 rounds")]
    [InlineData("party-number-fasttree", "election", "PartyNumber", "boosting: 7 ensembles, one a class, 20 rounds")]
    [InlineData("tumour-fastforest-platt", "tumour", "Malignant", "forest: 40 regression trees that vote")]
    [InlineData("tumour-fastforest", "tumour", "Malignant", "forest: 40 regression trees that vote")]
    [InlineData("tumour-fasttree", "tumour", "Malignant", "boosting: 40 rounds")]
    [InlineData("tumour-lightgbm", "tumour", "Malignant", "boosting: 40 rounds")]
    [InlineData("election-fasttree", "election", "VotesDole", "boosting: 40 rounds")]
    [InlineData("election-lightgbm", "election", "VotesDole", "boosting: 40 rounds")]
    public void Each_export_gets_shadows_of_its_own_kind_that_answer_through_its_own_graph(string model, string table, string label, string text)
    {
        var target = MlNetTable.Inspect(model);
        var records = MlNetTable.Records(target, table, label);
        var half = records.Pick([.. Enumerable.Range(0, records.Count / 2)]);
        using var trainer = TreeTrainer.For(target, half, null, 1, null, out _, CancellationToken.None)!;
        output.WriteLine(trainer.Description.Text);
        Assert.StartsWith(text, trainer.Description.Text, StringComparison.Ordinal);
        using var shadow = trainer.Train(half, 1, CancellationToken.None);

        // The loss of the summary is the trees' own; that of the answers went through the graph.
        var confidence = ShadowTrial.Confidence(shadow.Classifier, half);
        Assert.Equal(shadow.Summary.MeanLoss, confidence.Average(SignalCalculator.Loss), 1e-4);
        Assert.Equal(target.Classes.Names, shadow.Classifier.Classes.Names);
    }

    /// <summary>The numbers stand in the file, as Slope and Offset of the calibrators.</summary>
    [Fact]
    public void Slope_and_offset_of_each_column_are_found_by_querying_the_graph()
    {
        var target = MlNetTable.Inspect("iris-ova-fastforest");
        var seat = TreeSeat.Find(target, out _)!;
        var response = SumResponse.Of(3, seat.Constant, false, MlNetTable.Records(target, "iris", "Species").Pick([0]))!;
        Assert.True(response is { OneVersusRest: true, AreShares: false });
        Assert.Equal([.110917, .101898, .114006], response.Slope.Select(static slope => Math.Round(slope, 4)), static (one, other) => Math.Abs(one - other) < 2e-4);
        Assert.Equal([-.298808, -.293739, .180147], response.Offset.Select(static offset => Math.Round(offset, 4)), static (one, other) => Math.Abs(one - other) < 2e-4);
    }

    [Fact]
    public void Leaves_are_means_of_votes_in_FastForest_and_in_nothing_else()
    {
        foreach (var model in new[]
        {
            "tumour-fastforest", "tumour-fastforest-platt", "iris-ova-fastforest", "tumour-fasttree", "tumour-lightgbm", "election-fasttree", "election-lightgbm", "election-gaps-lightgbm",
            "election-gaps-indicated-fasttree", "iris-lightgbm", "iris-lightgbm-softmax", "iris-ova-fasttree", "wine-lightgbm-value", "wine-ova-fasttree-occurrence", "digits-lightgbm-value",
            "party-lightgbm", "party-number-fasttree", "tumour-text-label",
        })
        {
            var votes = TreeSeat.Find(MlNetTable.Inspect(model), out _)!.Ensemble.LeavesAreVotes;
            Assert.True(votes == model.Contains("forest", StringComparison.Ordinal), model);
        }
    }

    [Theory]
    [InlineData("wine-lightgbm-value", "wine", "Cultivar")]
    [InlineData("iris-ova-fastforest", "iris", "Species")]
    public void Bytes_depend_on_records_and_seed_and_on_nothing_else(string model, string table, string label)
    {
        var target = MlNetTable.Inspect(model);
        var records = MlNetTable.Records(target, table, label);
        (string Fingerprint, byte[] Graph) Train(ulong seed)
        {
            using var trainer = TreeTrainer.For(target, records, .1, 1, null, out _, CancellationToken.None)!;
            return (trainer.Description.Fingerprint, trainer.TrainGraph(records, seed, CancellationToken.None).ToByteArray());
        }

        (string Fingerprint, byte[] Graph)[] inTurn = [Train(0), Train(1)];
        var sideBySide = new (string Fingerprint, byte[] Graph)[6];
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 3 }, i => sideBySide[i] = Train((ulong)(i % 2)));
        Assert.All(Enumerable.Range(0, 6), i =>
        {
            Assert.Equal(inTurn[i % 2].Fingerprint, sideBySide[i].Fingerprint);
            Assert.Equal(inTurn[i % 2].Graph, sideBySide[i].Graph);
        });
        Assert.Equal(model == "iris-ova-fastforest", !inTurn[0].Graph.SequenceEqual(inTurn[1].Graph));
    }

    /// <summary>
    /// With the surrogate network that stood in before, LiRA reached .730 and RMIA .718 in an audit of the same files; with
    /// shadows that ML.NET trains itself (shadows.command), .819 and .816.
    /// </summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Shadows_of_its_own_kind_make_a_stronger_attack_than_the_surrogate_did()
    {
        var target = MlNetTable.Inspect("digits-lightgbm-value");
        var outcome = ScaleTrial.Run(target, MlNetTable.Records(target, "digits", "Digit"));
        output.WriteLine(outcome.ToString());
        Assert.Equal(TrainerKinds.Boosting, outcome.Summary.Kind);
        Assert.True(outcome.Auc["lira"] >= .730 + .05, outcome.ToString());
        Assert.True(outcome.Auc["rmia"] >= .718 + .05, outcome.ToString());
    }

    /// <summary>What scikit-learn 1.2.1 fits (sklearn.calibration._sigmoid_calibration, signs turned).</summary>
    [Theory]
    [InlineData("-3,-2,-1.5,-.5,0,.25,.5,1,2,3.5", "0010010111", .51724043, -.00393614)]
    [InlineData("-4,-3,-2,2,3,4", "000111", .44138109, 0)]
    public void The_sigmoid_fitted_to_sums_is_scikit_learns(string scores, string ones, double slope, double offset)
    {
        var fit = PlattSigmoid.Fit([.. scores.Split(',').Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture))], [.. ones.Select(static c => c == '1')]);
        Assert.Equal(slope, fit.Slope, 1e-4);
        Assert.Equal(offset, fit.Offset, 1e-4);
    }
}
