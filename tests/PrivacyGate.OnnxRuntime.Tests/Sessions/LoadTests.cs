namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

public class LoadTests
{
    [Fact]
    public void A_path_and_its_bytes_give_the_same_model()
    {
        using var fromPath = new InferenceSession(Fixture.Path("matmul-float.onnx"));
        using var fromBytes = new InferenceSession(Fixture.Bytes("matmul-float.onnx"));
        Assert.Equal(fromPath.InputNames, fromBytes.InputNames);
        Assert.Equal(fromPath.OutputNames, fromBytes.OutputNames);
    }

    [Fact]
    public void A_path_may_have_spaces_and_letters_of_any_script()
    {
        var folder = Directory.CreateTempSubdirectory("Sp ace (x86) @%1 José 東京 ");
        try
        {
            var path = Path.Combine(folder.FullName, "модель №1.onnx");
            File.Copy(Fixture.Path("identity-float.onnx"), path);
            using var session = new InferenceSession(path);
            Assert.Equal(["x"], session.InputNames);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        Assert.Contains("InvalidProtobuf", Refused([1, 2, 3, 4, 5]), StringComparison.Ordinal);
        Assert.NotEmpty(Refused([]));

    }

    [Fact]
    public void A_model_cut_short_anywhere_in_its_graph_is_refused()
    {
        // The graph is the first long field; the operator sets behind it are 23 bytes.
        var whole = Fixture.Bytes("deep-float.onnx");
        for (var length = 100; length < whole.Length - 23; length += 601)
        {
            Assert.NotEmpty(Refused(whole[..length]));
        }
    }

    [Fact]
    public void A_missing_file_is_refused_by_its_path()
    {
        var refused = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("nosuch folder/ünknown.onnx"));
        Assert.StartsWith("[ErrorCode:NoSuchFile]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("nosuch folder/ünknown.onnx", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_refused_as_nothing()
    {
        Assert.Throws<ArgumentNullException>(() => new InferenceSession((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new InferenceSession((string)null!));
    }

    private static string Refused(byte[] model) => Assert.Throws<OnnxRuntimeException>(() => new InferenceSession(model)).Message;
}
