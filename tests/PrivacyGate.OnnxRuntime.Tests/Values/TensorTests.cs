using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Tests.Values;

public class TensorTests
{
    [Fact]
    public void Numbers_of_every_type_pass_through_a_model()
    {
        AssertPasses("float", [float.NaN, float.MinValue, -0f, float.Epsilon]);
        AssertPasses("double", [double.NaN, double.MinValue, 1e-300, 0.1]);
        AssertPasses("float16", [(Float16)1.5f, (Float16)65504f, (Float16)(-0.25f), new Float16(1)]);
        AssertPasses("int32", [int.MinValue, -1, 0, int.MaxValue]);
        AssertPasses("int64", [long.MinValue, -1L, 0L, long.MaxValue]);
        AssertPasses("bool", [true, false, false, true]);
        AssertPasses<byte>("uint8", [0, 1, 128, 255]);
    }

    [Fact]
    public void The_model_reads_the_numbers_that_were_written()
    {
        // A Cast inside the model turns them into floats: identity alone would not notice a wrong layout.
        AssertCasts("double", [1.5, -2d], [1.5f, -2f]);
        AssertCasts("float16", [(Float16)0.333f, (Float16)65504f], [0.33300781f, 65504f]);
        AssertCasts("int32", [-7, 16777216], [-7f, 16777216f]);
        AssertCasts("int64", [-7L, 1L << 40], [-7f, 1099511627776f]);
        AssertCasts("bool", [true, false], [1f, 0f]);
    }

    [Fact]
    public void A_tensor_over_an_array_is_the_array()
    {
        float[] data = [1f, 2f, 3f, 4f];
        using var value = OrtValue.CreateTensorValueFromMemory(data, [2, 2]);
        data[3] = 40f;
        value.GetTensorMutableDataAsSpan<float>()[0] = 10f;

        Assert.Equal(40f, value.GetTensorDataAsSpan<float>()[3]);
        Assert.Equal(10f, data[0]);
    }

    [Fact]
    public void A_slice_of_memory_is_a_tensor_without_a_copy()
    {
        float[] data = [0f, 1f, 2f, 0f];
        using var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(1, 3), [1, 2]);
        Assert.Equal([1f, 2f], value.GetTensorDataAsSpan<float>().ToArray());
        data[2] = 9f;
        Assert.Equal(9f, value.GetTensorDataAsSpan<float>()[1]);
    }

    [Fact]
    public void Memory_of_the_caller_serves_as_a_tensor()
    {
        Span<double> data = stackalloc double[] { 1, 2 };
        unsafe
        {
            fixed (double* pointer = data)
            {
                using var value = OrtValue.CreateTensorValueWithData(
                    OrtMemoryInfo.DefaultInstance, TensorElementType.Double, [2], (nint)pointer, 16);
                Assert.Equal([1d, 2d], value.GetTensorDataAsSpan<double>().ToArray());
            }
        }
    }

    [Fact]
    public void Pinned_memory_survives_the_garbage_collector()
    {
        using var session = Fixture.Open("identity-float.onnx");
        var values = Enumerable.Range(0, 200)
            .Select(index => OrtValue.CreateTensorValueFromMemory([(float)index, -index], [1, 2])).ToArray();
        Garbage.Churn();
        for (var index = 0; index < values.Length; index++)
        {
            using var outputs = Fixture.Run(session, values[index]);
            Assert.Equal([index, -index], outputs[0].GetTensorDataAsSpan<float>().ToArray());
            values[index].Dispose();
        }
    }

    [Fact]
    public void A_tensor_says_its_type_and_shape()
    {
        using var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, [3, 0, 2]);
        var info = value.GetTensorTypeAndShape();
        Assert.True(value.IsTensor);
        Assert.False(value.IsSparseTensor);
        Assert.Equal(OnnxValueType.ONNX_TYPE_TENSOR, value.OnnxType);
        Assert.Equal(TensorElementType.Int64, info.ElementDataType);
        Assert.Equal([3L, 0L, 2L], info.Shape);
        Assert.Equal(3, info.DimensionsCount);
        Assert.Equal(0, info.ElementCount);
        Assert.False(info.IsString);
        Assert.Equal(0, value.GetTensorDataAsSpan<long>().Length);
    }

    [Fact]
    public void Reading_numbers_as_another_type_is_refused()
    {
        using var value = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        Assert.Contains("Float", Refused(() => value.GetTensorDataAsSpan<double>().Length), StringComparison.Ordinal);
        Assert.Contains("Float", Refused(() => value.GetTensorMutableDataAsSpan<int>().Length), StringComparison.Ordinal);
        Assert.Contains("Float", Refused(() => value.GetStringTensorAsArray()), StringComparison.Ordinal);
        Assert.NotEmpty(Refused(() => value.GetTensorDataAsSpan<decimal>().Length));
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_memory_is_refused()
    {
        Assert.Contains("needs 6 elements, and the memory has 4", Refused(() => OrtValue.CreateTensorValueFromMemory(new float[4], [2, 3])), StringComparison.Ordinal);
        Assert.Contains("negative", Refused(() => OrtValue.CreateTensorValueFromMemory(new float[4], [-1, 4])), StringComparison.Ordinal);
        Assert.Contains("more elements", Refused(() => OrtValue.CreateTensorValueFromMemory(new float[4], [1L << 40, 1L << 40])), StringComparison.Ordinal);
        Assert.Contains("negative", Refused(() => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [-1])), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => OrtValue.CreateTensorValueFromMemory<float>(null!, [1]));
        Assert.Throws<ArgumentNullException>(() => OrtValue.CreateTensorValueFromMemory([1f], null!));
    }

    private static void AssertPasses<T>(string suffix, T[] numbers)
        where T : unmanaged
    {
        using var session = Fixture.Open($"identity-{suffix}.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory(numbers, [2, 2]);
        using var outputs = Fixture.Run(session, x);
        Assert.Equal(numbers, outputs[0].GetTensorDataAsSpan<T>().ToArray());
    }

    private static void AssertCasts<T>(string suffix, T[] numbers, float[] expected)
        where T : unmanaged
    {
        using var session = Fixture.Open($"to-float-{suffix}.onnx");
        using var x = OrtValue.CreateTensorValueFromMemory(numbers, [1, 2]);
        using var outputs = Fixture.Run(session, x);
        Assert.Equal(expected, outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    private static string Refused(Func<object> act) => Assert.Throws<OnnxRuntimeException>(() => { act(); }).Message;
}
