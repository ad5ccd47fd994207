using System.Text;

namespace Microsoft.ML.OnnxRuntime.Tests.Values;

public class StringTensorTests
{
    private static readonly string[] Hostile =
        ["", "plain", "ünïcödé", "東京", "👩‍🔬", "zero\0inside", "\0", "tail\0", "line\nbreak", new string('x', 100_000)];

    [Fact]
    public void Strings_of_any_letters_pass_through_a_model()
    {
        using var session = Fixture.Open("identity-string.onnx");
        using var x = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [5, 2]);
        for (var index = 0; index < Hostile.Length; index++)
        {
            x.StringTensorSetElementAt(Hostile[index].AsSpan(), index);
        }

        using var outputs = Fixture.Run(session, x);
        Assert.Equal(Hostile, outputs[0].GetStringTensorAsArray());
        Assert.Equal(Hostile, Enumerable.Range(0, 10).Select(outputs[0].GetStringElement));
        Assert.True(outputs[0].GetTensorTypeAndShape().IsString);
    }

    [Fact]
    public void Strings_are_empty_until_set_and_can_be_set_again()
    {
        using var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [2]);
        Assert.Equal(["", ""], value.GetStringTensorAsArray());
        value.StringTensorSetElementAt("a long first text".AsMemory(), 0);
        value.StringTensorSetElementAt(Encoding.UTF8.GetBytes("short"), 0);
        Assert.Equal(["short", ""], value.GetStringTensorAsArray());
    }

    [Fact]
    public void No_strings_are_no_strings()
    {
        using var session = Fixture.Open("identity-string.onnx");
        using var x = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [0, 2]);
        using var outputs = Fixture.Run(session, x);
        Assert.Empty(outputs[0].GetStringTensorAsArray());
        Assert.Equal([0L, 2L], outputs[0].GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void An_index_outside_the_tensor_is_refused()
    {
        using var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [2]);
        Assert.Throws<OnnxRuntimeException>(() => value.GetStringElement(2));
        Assert.Throws<OnnxRuntimeException>(() => value.GetStringElement(-1));
        Assert.Throws<OnnxRuntimeException>(() => value.StringTensorSetElementAt("x".AsSpan(), 2));
    }

    [Fact]
    public void Strings_are_not_numbers()
    {
        using var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [2]);
        Assert.Throws<OnnxRuntimeException>(() => value.GetTensorDataAsSpan<byte>().Length);
    }

    [Fact]
    public void Strings_read_after_dispose_are_refused()
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [2]);
        value.Dispose();
        Assert.Throws<ObjectDisposedException>(() => value.GetStringTensorAsArray());
        Assert.Throws<ObjectDisposedException>(() => value.GetStringElement(0));
    }
}
