using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Tests.Gradients;

public class RecordsAtOnceTests
{
    [Theory]
    [InlineData(16, 16, 26, 26)]
    [InlineData(16, 16, 32, 32)]
    [InlineData(8, 17, 32, 32)]
    [InlineData(1, 64, 224, 224)]
    [InlineData(4096, 60)]
    public void The_largest_value_of_so_many_records_fits_a_core_s_cache(int records, params int[] record)
    {
        var shapes = new Dictionary<string, long[]> { ["weights"] = [4096, 4096], ["x"] = [-1, 2], ["y"] = [-1, .. record.Select(static axis => (long)axis)] };
        Assert.Equal(records, RecordsAtOnce.Of(Types(shapes), 10_000));
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public void Many_parameters_go_faster_with_the_whole_batch(long parameters, bool inParts) =>
        Assert.Equal(inParts, RecordsAtOnce.Of(Types(new Dictionary<string, long[]> { ["y"] = [-1, 16, 26, 26] }), parameters) is not null);

    private static ValueTypes Types(Dictionary<string, long[]> shapes) => new(shapes, new Dictionary<string, int>(), new Dictionary<string, long[]>());

    [Theory]
    [InlineData("cnn_maxpool", true, true)]
    [InlineData("resnet_bn_global", true, false)]
    [InlineData("resnet_bn_global", false, true)]
    public void A_batch_whose_statistics_count_goes_through_whole(string net, bool isTraining, bool inParts)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "oracles", net + ".onnx")));
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions { IsTraining = isTraining }, out var graph, out _));
        Assert.Equal(inParts, graph.RecordsAtOnce is not null);
    }
}
