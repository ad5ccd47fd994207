namespace Microsoft.ML.OnnxRuntime.Tests.Values;

public class CompositeTests
{
    [Fact]
    public void A_sequence_of_maps_by_number_gives_every_record_its_scores()
    {
        using var session = Fixture.Open("zipmap-int64.onnx");
        var scores = Read(session, map =>
        {
            using var keys = map.GetValue(0, OrtAllocator.DefaultInstance);
            using var values = map.GetValue(1, OrtAllocator.DefaultInstance);
            return keys.GetTensorDataAsSpan<long>().ToArray().Zip(values.GetTensorDataAsSpan<float>().ToArray())
                .ToDictionary(pair => pair.First, pair => pair.Second);
        });

        Assert.Equal(2, scores.Count);
        Assert.Equal(new Dictionary<long, float> { [10] = 0.5f, [20] = 0.25f, [30] = 0.125f }, scores[0]);
        Assert.Equal(new Dictionary<long, float> { [10] = 1f, [20] = 2f, [30] = 3f }, scores[1]);
    }

    [Fact]
    public void A_sequence_of_maps_by_text_gives_every_record_its_scores()
    {
        using var session = Fixture.Open("zipmap-string.onnx");
        var scores = Read(session, map =>
        {
            Dictionary<string, float> scores = [];
            map.ProcessMap(
                (keys, values) =>
                {
                    var numbers = values.GetTensorDataAsSpan<float>();
                    foreach (var (index, key) in keys.GetStringTensorAsArray().Index())
                    {
                        scores.Add(key, numbers[index]);
                    }
                },
                OrtAllocator.DefaultInstance);
            return scores;
        });

        Assert.Equal(new Dictionary<string, float> { ["benign"] = 0.5f, ["böse"] = 0.25f, ["東京"] = 0.125f }, scores[0]);
        Assert.Equal(new Dictionary<string, float> { ["benign"] = 1f, ["böse"] = 2f, ["東京"] = 3f }, scores[1]);
    }

    [Fact]
    public void A_sequence_of_no_records_is_empty()
    {
        using var session = Fixture.Open("zipmap-int64.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [0, 3]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [x], ["probabilities"]);
        Assert.Equal(OnnxValueType.ONNX_TYPE_SEQUENCE, outputs[0].OnnxType);
        Assert.Equal(0, outputs[0].GetValueCount());
    }

    [Fact]
    public void Elements_outlive_their_sequence()
    {
        using var session = Fixture.Open("zipmap-int64.onnx");
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([0.5f, 0.25f, 0.125f], [1, 3]);
        var outputs = session.Run(options, ["x"], [x], ["probabilities"]);
        using var map = outputs[0].GetValue(0, OrtAllocator.DefaultInstance);
        outputs.Dispose();
        using var values = map.GetValue(1, OrtAllocator.DefaultInstance);
        Assert.Equal([0.5f, 0.25f, 0.125f], values.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Asking_the_wrong_kind_is_refused()
    {
        using var tensor = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        Assert.Throws<OnnxRuntimeException>(() => tensor.ProcessMap((_, _) => { }, OrtAllocator.DefaultInstance));
        Assert.Throws<OnnxRuntimeException>(() => tensor.ProcessSequence((_, _) => { }, OrtAllocator.DefaultInstance));

        using var session = Fixture.Open("zipmap-int64.onnx");
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([0.5f, 0.25f, 0.125f], [1, 3]);
        using var outputs = session.Run(options, ["x"], [x], ["probabilities"]);
        Assert.Throws<OnnxRuntimeException>(() => outputs[0].GetTensorTypeAndShape());
        Assert.Throws<OnnxRuntimeException>(() => outputs[0].GetTensorDataAsSpan<float>().Length);
        Assert.Throws<OnnxRuntimeException>(() => outputs[0].GetValue(1, OrtAllocator.DefaultInstance));
    }

    private static List<T> Read<T>(InferenceSession session, Func<OrtValue, T> readMap)
    {
        using var x = OrtValue.CreateTensorValueFromMemory([0.5f, 0.25f, 0.125f, 1f, 2f, 3f], [2, 3]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [x], ["probabilities"]);
        List<T> maps = [];
        outputs[0].ProcessSequence((map, _) => maps.Add(readMap(map)), OrtAllocator.DefaultInstance);
        return maps;
    }
}
