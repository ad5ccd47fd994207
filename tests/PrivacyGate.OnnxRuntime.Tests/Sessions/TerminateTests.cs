namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

public class TerminateTests
{
    [Fact]
    public async Task Terminating_from_another_thread_ends_a_run_that_would_take_hours()
    {
        using var session = Fixture.Open("loop.onnx");
        using var steps = OrtValue.CreateTensorValueFromMemory([1L << 40], []);
        using var options = new RunOptions();
        using var begun = new ManualResetEventSlim();

        var run = Task.Run(() =>
        {
            begun.Set();
            using var outputs = session.Run(options, ["steps"], [steps], ["count"]);
        });
        begun.Wait();

        // Long enough for the loop to turn; the outcome is the same if it did not.
        await Task.Delay(100);
        options.Terminate = true;

        var ended = await Assert.ThrowsAsync<OnnxRuntimeException>(() => run);
        Assert.Contains("terminate", ended.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(options.Terminate);
    }

    [Fact]
    public async Task Terminating_ends_a_bound_run_too()
    {
        using var session = Fixture.Open("loop.onnx");
        using var steps = OrtValue.CreateTensorValueFromMemory([1L << 40], []);
        using var binding = session.CreateIoBinding();
        using var options = new RunOptions();
        binding.BindInput("steps", steps);
        binding.BindOutputToDevice("count", OrtMemoryInfo.DefaultInstance);

        var run = Task.Run(() => session.RunWithBinding(options, binding));
        options.Terminate = true;

        await Assert.ThrowsAsync<OnnxRuntimeException>(() => run);
    }

    [Fact]
    public void Options_whose_terminate_is_taken_back_run_again()
    {
        using var session = Fixture.Open("loop.onnx");
        using var steps = OrtValue.CreateTensorValueFromMemory([1000L], []);
        using var options = new RunOptions { Terminate = true };
        Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["steps"], [steps], ["count"]));

        options.Terminate = false;
        using var outputs = session.Run(options, ["steps"], [steps], ["count"]);
        Assert.Equal(1000f, outputs[0].GetTensorDataAsSpan<float>()[0]);
    }
}
