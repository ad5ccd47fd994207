using System.Runtime.CompilerServices;

namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

/// <summary>Runs alone, so that the memory measured is this test's.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakCollection;

[Collection(nameof(LeakTests))]
public class LeakTests
{
    // What was measured without a leak is 0 to 7 MB; each leak planted on trial was 60 MB or more.
    private const long Allowed = 30L << 20;

    [Fact]
    [Trait("Category", "Slow")]
    public void Ten_thousand_sessions_leave_no_memory_behind()
    {
        var model = Fixture.Bytes("long-names.onnx");
        var name = new string('x', 4000);
        AssertNoGrowth(2_000, 10_000, () =>
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            using var session = new InferenceSession(model, options);
            using var x = OrtValue.CreateTensorValueFromMemory([1f, 2f], [2]);
            using var runOptions = new RunOptions();
            using var outputs = session.Run(runOptions, [name], [x], ["y"]);
            Assert.Equal(4000, session.ModelMetadata.CustomMetadataMap["key"].Length);
        });
    }

    [Fact]
    public void Ten_thousand_values_leave_no_memory_behind()
    {
        // 100,000 numbers each: a leaked tenth would be 400 MB.
        var data = new float[100_000];
        AssertNoGrowth(1_000, 10_000, () =>
        {
            using var pinned = OrtValue.CreateTensorValueFromMemory(data, [data.Length]);
            using var own = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Tensors.TensorElementType.Float, [data.Length]);
            own.GetTensorMutableDataAsSpan<float>().Fill(1f);
            Assert.Equal(data.Length, own.GetTensorTypeAndShape().ElementCount);
        });
    }

    [Fact]
    public void Failed_loads_runs_and_bindings_leave_no_memory_behind()
    {
        var broken = new byte[200_000];
        using var session = Fixture.Open("matmul-float.onnx");
        using var wrong = OrtValue.CreateTensorValueFromMemory(new double[100_000], [50_000, 2]);
        using var right = OrtValue.CreateTensorValueFromMemory(new float[100_000], [50_000, 2]);
        using var runOptions = new RunOptions();
        var longName = new string('n', 50_000);
        AssertNoGrowth(200, 2_000, () =>
        {
            Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(broken));
            Assert.Throws<OnnxRuntimeException>(() => Fixture.Run(session, wrong));
            Assert.Throws<OnnxRuntimeException>(() => session.Run(runOptions, [longName], [right], ["y"]));
            using var binding = session.CreateIoBinding();
            binding.BindInput("x", right);
            binding.BindOutputToDevice("y", OrtMemoryInfo.DefaultInstance);
            session.RunWithBinding(runOptions, binding);
            using var outputs = binding.GetOutputValues();
            Assert.Equal(["y"], binding.GetOutputNames());
        });
    }

    [Fact]
    public void What_nobody_disposed_of_is_finalized_in_any_order()
    {
        for (var round = 0; round < 20; round++)
        {
            Abandon();
            Garbage.Churn();
        }

        using var session = Fixture.Open("matmul-float.onnx");
        Assert.Equal(["x"], session.InputNames);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Abandon()
    {
        for (var index = 0; index < 10; index++)
        {
            var session = Fixture.Open("matmul-float.onnx");
            var x = OrtValue.CreateTensorValueFromMemory([1f, 2f], [1, 2]);
            var outputs = Fixture.Run(session, x);
            var binding = session.CreateIoBinding();
            binding.BindInput("x", x);
            binding.BindOutput("y", outputs[0]);
            session.RunWithBinding(new RunOptions(), binding);
            Assert.Single(binding.GetOutputValues());
        }
    }

    private static void AssertNoGrowth(int warmup, int count, Action act)
    {
        Repeat(warmup, act);
        var before = Resident();
        Repeat(count, act);
        var grown = Resident() - before;
        Assert.True(grown < Allowed, $"resident memory grew by {grown >> 20} MB over {count} rounds");
    }

    private static void Repeat(int count, Action act)
    {
        for (var index = 0; index < count; index++)
        {
            act();
        }
    }

    private static long Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
