namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

public class OptionsTests
{
    [Fact]
    public void Options_say_what_they_were_told()
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_PARALLEL,
            IntraOpNumThreads = 2,
            InterOpNumThreads = 3,
            EnableMemoryPattern = false,
            EnableCpuMemArena = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            LogVerbosityLevel = 1,
            LogId = "a name",
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        using var session = new InferenceSession(Fixture.Path("matmul-float.onnx"), options);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 0f], [1, 2]);
        using var outputs = Fixture.Run(session, x);

        Assert.Equal([1f, 2f, 3f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal(GraphOptimizationLevel.ORT_DISABLE_ALL, options.GraphOptimizationLevel);
        Assert.Equal(ExecutionMode.ORT_PARALLEL, options.ExecutionMode);
        Assert.Equal((2, 3, 1), (options.IntraOpNumThreads, options.InterOpNumThreads, options.LogVerbosityLevel));
        Assert.False(options.EnableMemoryPattern || options.EnableCpuMemArena);
        Assert.Equal("a name", options.LogId);
        Assert.Equal(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, options.LogSeverityLevel);
    }

    [Fact]
    public void Dimensions_left_open_can_be_fixed_by_name()
    {
        using var options = new SessionOptions();
        options.AddFreeDimensionOverrideByName("records", 7);
        using var session = new InferenceSession(Fixture.Path("matmul-float.onnx"), options);
        Assert.Equal([7, 2], session.InputMetadata["x"].Dimensions);
    }

    [Fact]
    public void The_optimised_graph_is_written_where_it_was_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory("öptimised graph ");
        try
        {
            var path = Path.Combine(folder.FullName, "γράφος.onnx");
            using var options = new SessionOptions { OptimizedModelFilePath = path };
            using var session = new InferenceSession(Fixture.Path("matmul-float.onnx"), options);
            using var optimised = new InferenceSession(path);
            Assert.Equal(path, options.OptimizedModelFilePath);
            Assert.Equal(["x"], optimised.InputNames);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Profiling_writes_a_file_and_says_which()
    {
        var folder = Directory.CreateTempSubdirectory("profile ");
        try
        {
            using var options = new SessionOptions { ProfileOutputPathPrefix = Path.Combine(folder.FullName, "run_"), EnableProfiling = true };
            using var session = new InferenceSession(Fixture.Path("matmul-float.onnx"), options);
            var profile = session.EndProfiling();
            Assert.StartsWith(options.ProfileOutputPathPrefix, profile, StringComparison.Ordinal);
            Assert.True(File.Exists(profile));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Values_the_library_does_not_know_are_refused()
    {
        using var options = new SessionOptions();
        Assert.Throws<OnnxRuntimeException>(() => options.GraphOptimizationLevel = (GraphOptimizationLevel)55);
        Assert.Equal(GraphOptimizationLevel.ORT_ENABLE_ALL, options.GraphOptimizationLevel);
    }

    [Fact]
    public void Options_refuse_work_after_dispose()
    {
        var options = new SessionOptions();
        options.Dispose();
        Assert.Throws<ObjectDisposedException>(() => options.IntraOpNumThreads = 1);
        Assert.Throws<ObjectDisposedException>(() => new InferenceSession(Fixture.Path("matmul-float.onnx"), options));
    }

    [Fact]
    public void Run_options_say_what_they_were_told()
    {
        using var options = new RunOptions { LogId = "run", LogVerbosityLevel = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "");
        Assert.Equal(("run", 1, OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR), (options.LogId, options.LogVerbosityLevel, options.LogSeverityLevel));
    }

    [Fact]
    public void The_environment_says_the_version_of_the_library_and_is_quiet()
    {
        var env = OrtEnv.Instance();
        Assert.Same(env, OrtEnv.Instance());
        Assert.True(OrtEnv.IsCreated);
        Assert.Equal("1.30.0", env.GetVersionString());
        Assert.Equal(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, env.EnvLogLevel);
    }

    [Fact]
    public void The_shared_memory_description_is_processor_memory_and_cannot_be_disposed_of()
    {
        OrtMemoryInfo.DefaultInstance.Dispose();
        OrtAllocator.DefaultInstance.Dispose();
        using var named = new OrtMemoryInfo("Cpu", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
        Assert.Equal("Cpu", OrtMemoryInfo.DefaultInstance.Name);
        Assert.Equal(0, OrtMemoryInfo.DefaultInstance.Id);
        Assert.Equal(OrtMemType.Default, OrtMemoryInfo.DefaultInstance.GetMemoryType());
        Assert.Equal(OrtAllocatorType.DeviceAllocator, named.GetAllocatorType());
        using var value = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        Assert.Equal(1f, value.GetTensorDataAsSpan<float>()[0]);
    }
}
