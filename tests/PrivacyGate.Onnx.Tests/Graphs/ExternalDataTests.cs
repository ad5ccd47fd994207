using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

public sealed class ExternalDataTests : IDisposable
{
    private const string Weights = "weights.bin";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Weights_beside_the_model_are_used()
    {
        var fixture = Fixture.Load("mlp_softmax");
        using var inside = OnnxClassifier.Open(fixture.Path);
        using var outside = OnnxClassifier.Open(WithExternalWeights(Weights));
        Assert.Equal(
            inside.Predict(fixture.Batch, CancellationToken.None).Scores,
            outside.Predict(fixture.Batch, CancellationToken.None).Scores);
        Assert.Equal([folder.File("model.onnx"), folder.File(Weights)], OnnxFile.Read(outside.Path).Dependencies);
    }

    [Fact]
    public void The_hash_covers_the_weights()
    {
        var path = WithExternalWeights(Weights);
        var before = OnnxFile.Read(path).Sha256;
        var weights = File.ReadAllBytes(folder.File(Weights));
        weights[0] ^= 1;
        folder.Write(Weights, weights);
        Assert.NotEqual(before, OnnxFile.Read(path).Sha256);
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("sub/../../weights.bin")]
    [InlineData("..\\weights.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share\\weights.bin")]
    [InlineData("C:\\weights.bin")]
    [InlineData("")]
    public void Data_outside_the_folder_is_refused(string location)
    {
        var path = WithExternalWeights(Weights, tensor => tensor.ExternalData[0].Value = location);
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight", "folder");
    }

    [Fact]
    public void A_link_to_a_file_outside_is_refused()
    {
        using TemporaryFolder other = new();
        var path = WithExternalWeights(Weights);
        File.Move(folder.File(Weights), other.File(Weights));
        File.CreateSymbolicLink(folder.File(Weights), other.File(Weights));
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight");
    }

    [UnixFact]
    public async Task A_pipe_is_refused_before_it_is_opened()
    {
        var path = WithExternalWeights(Weights);
        File.Delete(folder.File(Weights));
        using (var made = System.Diagnostics.Process.Start("mkfifo", [folder.File(Weights)]))
        {
            await made.WaitForExitAsync();
        }

        await Task.Run(() => Refused.With(DiagnosticIds.FileUnreadable, () => OnnxFile.Read(path), "a pipe, not a file")).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_linked_folder_that_leads_outside_is_refused()
    {
        using TemporaryFolder other = new();
        var path = WithExternalWeights(Weights, tensor => tensor.ExternalData[0].Value = "data/" + Weights);
        File.Move(folder.File(Weights), other.File(Weights));
        Directory.CreateSymbolicLink(folder.File("data"), other.Path);
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight");
    }

    [Fact]
    public void A_link_through_a_linked_folder_is_refused()
    {
        using TemporaryFolder other = new();
        var path = WithExternalWeights(Weights);
        File.Move(folder.File(Weights), other.File(Weights));
        Directory.CreateSymbolicLink(folder.File("data"), other.Path);
        File.CreateSymbolicLink(folder.File(Weights), Path.Combine("data", Weights));
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight");
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        var path = WithExternalWeights(Weights);
        File.Delete(folder.File(Weights));
        File.CreateSymbolicLink(folder.File(Weights), "other.bin");
        File.CreateSymbolicLink(folder.File("other.bin"), Weights);
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight");
    }

    [Fact]
    public void A_link_inside_the_folder_is_followed()
    {
        var path = WithExternalWeights(Weights);
        File.Move(folder.File(Weights), folder.File("real.bin"));
        File.CreateSymbolicLink(folder.File(Weights), "real.bin");
        Assert.Equal(folder.File("real.bin"), OnnxFile.Read(path).Dependencies[1]);
    }

    [Fact]
    public void Missing_data_is_named()
    {
        var path = WithExternalWeights(Weights);
        File.Delete(folder.File(Weights));
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight", Weights);
    }

    [Theory]
    [InlineData("offset", "-1")]
    [InlineData("offset", "9223372036854775807")]
    [InlineData("offset", "8")]
    [InlineData("length", "100000")]
    [InlineData("length", "-4")]
    [InlineData("length", "many")]
    public void Data_beyond_the_file_is_refused(string key, string value)
    {
        var path = WithExternalWeights(Weights, tensor =>
        {
            StringStringEntryProto? entry = tensor.ExternalData.FirstOrDefault(entry => entry.Key == key);
            if (entry is null)
            {
                tensor.ExternalData.Add(entry = new StringStringEntryProto { Key = key });
            }

            entry.Value = value;
        });
        Refused.With(DiagnosticIds.ExternalDataRefused, () => OnnxFile.Read(path), "a.weight");
    }

    /// <summary>The MLP with the weights of its first layer in another file.</summary>
    private string WithExternalWeights(string file, Action<TensorProto>? change = null) => folder.Write("mlp_softmax", model =>
    {
        TensorProto tensor = model.Graph.Initializer.Single(tensor => tensor.Name == "a.weight");
        folder.Write(file, tensor.RawData.ToByteArray());
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = file });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = tensor.RawData.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.RawData = ByteString.Empty;
        tensor.ClearRawData();
        change?.Invoke(tensor);
    });
}
