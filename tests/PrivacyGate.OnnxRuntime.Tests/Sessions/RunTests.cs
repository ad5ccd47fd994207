namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

public class RunTests
{
    [Fact]
    public void A_matrix_product_is_the_product_by_hand()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2f, -1f, 0.5f], [2, 2]);
        using var outputs = Fixture.Run(session, x);

        Assert.Equal([2L, 3L], outputs[0].GetTensorTypeAndShape().Shape);
        // [1 2; -1 .5] * [1 2 3; 4 5 6]
        Assert.Equal([9f, 12f, 15f, 1f, 0.5f, 0f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Names_decide_which_value_goes_where_whatever_their_order()
    {
        using var session = Fixture.Open("two-inputs.onnx");
        using var a = OrtValue.CreateTensorValueFromMemory([5f], [1]);
        using var b = OrtValue.CreateTensorValueFromMemory([2f], [1]);
        using var options = new RunOptions();

        using var lists = session.Run(options, ["b", "a"], [b, a], ["z", "y"]);
        using var pairs = session.Run(options, new Dictionary<string, OrtValue> { ["b"] = b, ["a"] = a }, ["y"]);

        Assert.Equal(7f, lists[0].GetTensorDataAsSpan<float>()[0]);
        Assert.Equal(3f, lists[1].GetTensorDataAsSpan<float>()[0]);
        Assert.Equal(3f, Assert.Single(pairs).GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void A_run_writes_into_the_values_it_is_given()
    {
        using var session = Fixture.Open("two-inputs.onnx");
        var result = new float[2];
        using var a = OrtValue.CreateTensorValueFromMemory([5f, 6f], [2]);
        using var b = OrtValue.CreateTensorValueFromMemory([2f, 1f], [2]);
        using var y = OrtValue.CreateTensorValueFromMemory(result, [2]);
        using var options = new RunOptions();

        session.Run(options, ["a", "b"], [a, b], ["y"], [y]);

        Assert.Equal([3f, 5f], result);
    }

    [Fact]
    public void A_batch_of_no_records_gives_no_results()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var array = OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [0, 2]);
        using var memory = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, default(Memory<float>), [0, 2]);

        foreach (var x in new[] { array, memory })
        {
            using var outputs = Fixture.Run(session, x);
            Assert.Equal([0L, 3L], outputs[0].GetTensorTypeAndShape().Shape);
            Assert.Equal(0, outputs[0].GetTensorDataAsSpan<float>().Length);
        }
    }

    [Fact]
    public void A_scalar_has_an_empty_shape_and_one_element()
    {
        using var session = Fixture.Open("negate-scalar.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([2.5f], []);
        using var outputs = Fixture.Run(session, x);

        Assert.Empty(outputs[0].GetTensorTypeAndShape().Shape);
        Assert.Equal(1, outputs[0].GetTensorTypeAndShape().ElementCount);
        Assert.Equal(-2.5f, outputs[0].GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void Outputs_keep_their_numbers_when_the_input_is_gone()
    {
        using var session = Fixture.Open("identity-float.onnx");
        float[] data = [1f, 2f];
        var x = OrtValue.CreateTensorValueFromMemory(data, [1, 2]);
        using var outputs = Fixture.Run(session, x);
        x.Dispose();
        data.AsSpan().Fill(9f);

        Assert.Equal([1f, 2f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Outputs_outlive_their_session()
    {
        var session = Fixture.Open("identity-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2f], [1, 2]);
        using var outputs = Fixture.Run(session, x);
        session.Dispose();

        Assert.Equal([1f, 2f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void A_weight_that_is_an_input_too_may_be_replaced()
    {
        using var session = Fixture.Open("overridable.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        using var weight = OrtValue.CreateTensorValueFromMemory([10f], [1]);
        using var options = new RunOptions();
        using var asIs = session.Run(options, ["x"], [x], ["y"]);
        using var replaced = session.Run(options, ["x", "weight"], [x, weight], ["y"]);
        using var binding = session.CreateIoBinding();
        binding.BindInput("x", x);
        binding.BindInput("weight", weight);
        binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
        session.RunWithBinding(options, binding);
        using var bound = binding.GetOutputValues();

        Assert.Equal(["x"], session.InputNames);
        Assert.Equal(["weight"], session.OverridableInitializerMetadata.Keys);
        Assert.Equal(101f, asIs[0].GetTensorDataAsSpan<float>()[0]);
        Assert.Equal(11f, replaced[0].GetTensorDataAsSpan<float>()[0]);
        Assert.Equal(11f, bound[0].GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void A_name_the_model_does_not_have_is_refused_by_name()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2f], [1, 2]);
        using var options = new RunOptions();

        var input = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["nosuch"], [x], ["y"]));
        var output = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["x"], [x], ["nosuch"]));

        Assert.StartsWith("[ErrorCode:InvalidArgument]", input.Message, StringComparison.Ordinal);
        Assert.Contains("nosuch", input.Message, StringComparison.Ordinal);
        Assert.Contains("nosuch", output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_shape_a_wrong_type_and_a_wrong_count_are_refused()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var options = new RunOptions();
        using var wide = OrtValue.CreateTensorValueFromMemory([1f, 2f, 3f], [1, 3]);
        using var doubles = OrtValue.CreateTensorValueFromMemory([1d, 2d], [1, 2]);

        var shape = Assert.Throws<OnnxRuntimeException>(() => Fixture.Run(session, wide));
        var type = Assert.Throws<OnnxRuntimeException>(() => Fixture.Run(session, doubles));
        var count = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["x", "x"], [wide], ["y"]));

        Assert.Contains("x", shape.Message, StringComparison.Ordinal);
        Assert.Contains("3", shape.Message, StringComparison.Ordinal);
        Assert.Contains("double", type.Message, StringComparison.Ordinal);
        Assert.Contains("2 input names were given with 1 input values", count.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_leaves_the_session_usable()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var wrong = OrtValue.CreateTensorValueFromMemory([1d, 2d], [1, 2]);
        using var right = OrtValue.CreateTensorValueFromMemory([1f, 0f], [1, 2]);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            Assert.Throws<OnnxRuntimeException>(() => Fixture.Run(session, wrong));
        }

        using var outputs = Fixture.Run(session, right);
        Assert.Equal([1f, 2f, 3f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Many_threads_on_one_session_get_what_one_thread_gets()
    {
        using var session = Fixture.Open("deep-float.onnx");
        var expected = Enumerable.Range(0, 64).Select(seed => Deep(session, seed)).ToArray();

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, index =>
            Assert.Equal(expected[index % 64], Deep(session, index % 64)));
        Assert.NotEqual(expected[0], expected[1]);
    }

    [Fact]
    public void Nothing_works_after_dispose_and_disposing_twice_is_harmless()
    {
        var session = Fixture.Open("matmul-float.onnx");
        using var other = Fixture.Open("matmul-float.onnx");
        var x = OrtValue.CreateTensorValueFromMemory([1f, 2f], [1, 2]);
        var options = new RunOptions();
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(options, ["x"], [x], ["y"]));
        Assert.Throws<ObjectDisposedException>(() => session.CreateIoBinding());
        Assert.Throws<ObjectDisposedException>(() => session.ModelMetadata);

        x.Dispose();
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.Run(options, ["x"], [x], ["y"]));
        Assert.Throws<ObjectDisposedException>(() => x.GetTensorTypeAndShape());
        Assert.Throws<ObjectDisposedException>(() => x.GetTensorDataAsSpan<float>().Length);

        options.Dispose();
        using var again = OrtValue.CreateTensorValueFromMemory([1f, 2f], [1, 2]);
        Assert.Throws<ObjectDisposedException>(() => other.Run(options, ["x"], [again], ["y"]));
        Assert.Throws<ObjectDisposedException>(() => options.Terminate = true);
    }

    private static float[] Deep(InferenceSession session, int seed)
    {
        var random = new Random(seed);
        var data = new float[16 * 8];
        for (var index = 0; index < data.Length; index++)
        {
            data[index] = random.NextSingle();
        }

        using var x = OrtValue.CreateTensorValueFromMemory(data, [16, 8]);
        using var outputs = Fixture.Run(session, x);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
