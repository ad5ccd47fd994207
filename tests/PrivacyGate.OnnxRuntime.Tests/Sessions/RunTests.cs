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
}
