using System.Text;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

public sealed class BadFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_file_is_named() =>
        Refused.With(DiagnosticIds.FileNotFound, () => OnnxFile.Read(folder.File("gone.onnx")), "gone.onnx");

    [Fact]
    public void A_file_in_a_missing_folder_is_named() =>
        Refused.With(DiagnosticIds.FileNotFound, () => OnnxFile.Read(Path.Combine(folder.Path, "gone", "model.onnx")), "model.onnx");

    [Fact]
    public void A_folder_is_no_model() => Refused.With(DiagnosticIds.FileUnreadable, () => OnnxFile.Read(folder.Path), "folder");

    [Fact]
    public void An_empty_file_is_no_model() =>
        Refused.With(DiagnosticIds.NotAnOnnxModel, () => OnnxFile.Read(folder.Write("empty.onnx", [])), "empty");

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")]
    [InlineData("age,label\n1,2\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("PK")]
    public void Other_files_are_no_model(string text) =>
        Refused.With(DiagnosticIds.NotAnOnnxModel, () => OnnxFile.Read(folder.Write("other.onnx", Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_never_crashes()
    {
        var whole = File.ReadAllBytes(Fixture.ModelPath("sklearn_multinomial"));

        // The last bytes import the operators of ai.onnx.ml: without them the file is still a model.
        for (var length = 1; length < whole.Length - 20; length += 7)
        {
            var path = folder.Write("cut.onnx", whole[..length]);
            var refusal = Assert.Throws<InputException>(() => OnnxFile.Read(path));
            Assert.StartsWith("PG002", refusal.Diagnostic.Id, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Flipped_bytes_are_refused_or_read_but_never_crash()
    {
        var whole = File.ReadAllBytes(Fixture.ModelPath("mlp_softmax"));
        for (var at = 0; at < whole.Length; at += 3)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0xFF;
            var path = folder.Write("damaged.onnx", damaged);
            var failure = Record.Exception(() => OnnxFile.Read(path));
            Assert.True(failure is null or InputException, failure?.ToString());
        }
    }

    [Fact]
    public void A_length_that_claims_two_gigabytes_is_refused_wherever_it_stands()
    {
        var whole = File.ReadAllBytes(Fixture.ModelPath("mlp_softmax"));
        for (var at = 0; at + 5 < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            ((byte[])[0xFF, 0xFF, 0xFF, 0xFF, 0x07]).CopyTo(damaged, at);
            var path = folder.Write("damaged.onnx", damaged);
            var failure = Record.Exception(() => OnnxFile.Read(path));
            Assert.True(failure is null or InputException, failure?.ToString());
        }
    }

    [UnixFact]
    public async Task A_pipe_or_a_device_is_refused_before_it_is_opened()
    {
        var pipe = folder.File("pipe.onnx");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(folder.File("zero.onnx"), "/dev/zero");
        foreach (var path in (string[])[pipe, folder.File("zero.onnx")])
        {
            await Task.Run(() => Refused.With(DiagnosticIds.FileUnreadable, () => OnnxFile.Read(path), "not a file")).WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public void Nesting_without_end_is_refused_before_the_stack_is_gone()
    {
        // A graph inside an attribute inside a node, ten thousand deep: only lengths and tags.
        byte[] bytes = [];
        for (var depth = 0; depth < 10_000; depth++)
        {
            bytes = Field(1, Field(5, Field(6, bytes)));
        }

        Refused.With(DiagnosticIds.NotAnOnnxModel, () => OnnxFile.Read(folder.Write("deep.onnx", Field(7, bytes))));
    }

    [Fact]
    public void The_hash_is_that_of_the_file()
    {
        var path = folder.Write("abc.onnx", File.ReadAllBytes(Fixture.ModelPath("tails")));
        var file = OnnxFile.Read(path);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
        Assert.Equal([path], file.Dependencies);
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        var output = new Google.Protobuf.CodedOutputStream(stream);
        output.WriteTag(number, Google.Protobuf.WireFormat.WireType.LengthDelimited);
        output.WriteLength(content.Length);
        output.Flush();
        return [.. stream.ToArray(), .. content];
    }
}
