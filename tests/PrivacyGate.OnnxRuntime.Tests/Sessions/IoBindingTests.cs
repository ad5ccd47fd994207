using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

public class IoBindingTests
{
    [Fact]
    public void A_bound_run_reads_and_writes_the_arrays_in_place()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        float[] input = [1f, 0f];
        var output = new float[3];
        using var x = OrtValue.CreateTensorValueFromMemory(input, [1, 2]);
        using var y = OrtValue.CreateTensorValueFromMemory(output, [1, 3]);
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        binding.BindInput("x", x);
        binding.BindOutput("y", y);

        session.RunWithBinding(options, binding);
        Assert.Equal([1f, 2f, 3f], output);

        input[0] = 0f;
        input[1] = 1f;
        session.RunWithBinding(options, binding);
        Assert.Equal([4f, 5f, 6f], output);
    }

    [Fact]
    public void An_output_fed_back_as_the_input_iterates()
    {
        using var session = Fixture.Open("two-inputs.onnx");
        using var a = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1]);
        using var b = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        using var z = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1]);
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        a.GetTensorMutableDataAsSpan<float>()[0] = 0f;
        var (from, to) = (a, z);
        binding.BindInput("b", b);
        for (var step = 0; step < 101; step++)
        {
            binding.BindInput("a", from);
            binding.BindOutput("z", to);
            session.RunWithBinding(options, binding);
            (from, to) = (to, from);
        }

        Assert.Equal(101f, from.GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void Outputs_left_to_the_library_come_back_by_name()
    {
        using var session = Fixture.Open("two-inputs.onnx");
        using var a = OrtValue.CreateTensorValueFromMemory([5f, 1f], [2]);
        using var b = OrtValue.CreateTensorValueFromMemory([2f, 1f], [2]);
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        binding.BindInput("a", a);
        binding.BindInput("b", b);
        binding.BindOutputToDevice("z", OrtMemoryInfo.DefaultInstance);
        binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
        session.RunWithBinding(options, binding);

        using var outputs = binding.GetOutputValues();
        Assert.Equal(["z", "y"], binding.GetOutputNames());
        Assert.Equal([7f, 2f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal([3f, 0f], outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Bound_memory_stays_pinned_after_its_value_is_disposed_and_garbage_is_collected()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        BindThrowaway(binding, "x", [0f, 1f], [1, 2]);
        binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);

        for (var round = 0; round < 20; round++)
        {
            Garbage.Churn();
            session.RunWithBinding(options, binding);
            using var outputs = binding.GetOutputValues();
            Assert.Equal([4f, 5f, 6f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
        }
    }

    [Fact]
    public void An_output_over_the_callers_memory_keeps_that_memory()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([0f, 1f], [1, 2]);
        using var options = new RunOptions();
        using var outputs = RunBoundAndForget(session, options, x);
        Garbage.Churn();

        Assert.Equal([4f, 5f, 6f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Clearing_unbinds()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 0f], [1, 2]);
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        binding.BindInput("x", x);
        binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
        session.RunWithBinding(options, binding);

        binding.ClearBoundOutputs();
        Assert.Empty(binding.GetOutputNames());
        Assert.Empty(binding.GetOutputValues());

        binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
        binding.ClearBoundInputs();
        Assert.Throws<OnnxRuntimeException>(() => session.RunWithBinding(options, binding));
    }

    [Fact]
    public void Names_and_sizes_that_do_not_fit_are_refused()
    {
        using var session = Fixture.Open("matmul-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 0f], [1, 2]);
        using var narrow = OrtValue.CreateTensorValueFromMemory([0f], [1, 1]);
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();

        var name = Assert.Throws<OnnxRuntimeException>(() => binding.BindInput("nosuch", x));
        Assert.Contains("the model has no input 'nosuch'; it has x", name.Message, StringComparison.Ordinal);
        Assert.Throws<OnnxRuntimeException>(() => binding.BindOutput("nosuch", x));
        Assert.Throws<OnnxRuntimeException>(() => binding.BindOutputToDevice("nosuch", OrtMemoryInfo.DefaultInstance));
        binding.BindInput("x", x);
        binding.BindOutput("y", narrow);
        Assert.Throws<OnnxRuntimeException>(() => session.RunWithBinding(options, binding));
    }

    [Fact]
    public void A_binding_keeps_its_session_and_refuses_work_after_its_own_dispose()
    {
        var session = Fixture.Open("matmul-float.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 0f], [1, 2]);
        var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        session.Dispose();
        binding.BindInput("x", x);
        Assert.Throws<ObjectDisposedException>(() => session.RunWithBinding(options, binding));

        binding.Dispose();
        binding.Dispose();
        Assert.Throws<ObjectDisposedException>(() => binding.BindInput("x", x));
        Assert.Throws<ObjectDisposedException>(() => binding.GetOutputNames());
    }

    private static void BindThrowaway(OrtIoBinding binding, string name, float[] data, long[] shape)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(data, shape);
        binding.BindInput(name, value);
    }

    private static IDisposableReadOnlyCollection<OrtValue> RunBoundAndForget(InferenceSession session, RunOptions options, OrtValue x)
    {
        using var y = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
        using var binding = session.CreateIoBinding();
        binding.BindInput("x", x);
        binding.BindOutput("y", y);
        session.RunWithBinding(options, binding);
        return binding.GetOutputValues();
    }
}
