using System.IO.Compression;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>A model that no verdict is about is found in whatever it is packed, and nothing else is taken for one.</summary>
public sealed class ShippedContentTests : IDisposable
{
    private static readonly byte[] Model = File.ReadAllBytes(JudgedFolder.Fixture("score-retrained.onnx"));

    private readonly JudgedFolder judged = new();

    public ShippedContentTests()
    {
        File.Copy(JudgedFolder.Fixture("score.onnx"), judged.In("score.onnx"));
        judged.Judge("score.onnx");
    }

    [Theory]
    [InlineData("models.zip", "a/other.onnx in ")]
    [InlineData("renamed.bin", "weights in ")]
    [InlineData("other.onnx.gz", "other.onnx in ")]
    [InlineData("named.resx", "Scorer in ")]
    [InlineData("embedded.resx", "Scorer in ")]
    [InlineData("leading.bin", "")]
    [InlineData("other.ort", "")]
    public void A_model_in_other_clothes_does_not_ship(string name, string inner)
    {
        Dress(name);
        Assert.False(judged.Ships(judged.Item(name)));
        Assert.Equal("PG0120", Assert.Single(judged.Engine.Errors).Code);
        Assert.StartsWith($"{inner}{judged.In(name)} ships", judged.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audited.zip")]
    [InlineData("audited.onnx.gz")]
    [InlineData("records.zip")]
    [InlineData("half.zip")]
    [InlineData("records.csv.gz")]
    [InlineData("half.gz")]
    [InlineData("texts.resx")]
    [InlineData("broken.resx")]
    [InlineData("message.pb")]
    [InlineData("text.ort")]
    public void A_harmless_file_ships(string name)
    {
        Dress(name);
        Assert.True(judged.Ships(judged.Item(name)), judged.Refusal);
    }

    [Fact]
    public void An_archive_that_is_exempt_ships_and_so_does_an_exempt_model_in_an_archive()
    {
        Dress("models.zip");
        File.WriteAllBytes(judged.In("public.onnx"), Model);
        foreach (var exempt in new[] { "models.zip", "public.onnx" })
        {
            var guard = judged.Guard();
            guard.Shipped = [judged.Item("models.zip")];
            guard.Exempt = [judged.Exemption(exempt)];
            Assert.True(guard.Execute(), judged.Refusal);
        }
    }

    /// <summary>Of PyTorch, scikit-learn, ML.NET and others, under a name that tells nothing.</summary>
    [Fact]
    public void Every_real_model_is_known_by_its_content()
    {
        var models = Directory.EnumerateFiles(Repository.Path("tests"), "*.onnx", SearchOption.AllDirectories)
            .Where(static path => !path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj") && new FileInfo(path).Length > 1024).ToList();
        Assert.True(models.Count > 30);
        Assert.All(models.Where(path => ScriptedAudit.HashOf(path) != ScriptedAudit.HashOf(judged.In("score.onnx"))), path =>
        {
            File.Copy(path, judged.In("plain.bin"), overwrite: true);
            Assert.False(judged.Ships(judged.Item("plain.bin")));
            Assert.Contains("holds an ONNX model", judged.Refusal, StringComparison.Ordinal);
        });
    }

    /// <summary>A pipe gives no bytes until somebody writes; a build must not wait for that.</summary>
    [UnixFact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        using (var made = System.Diagnostics.Process.Start("mkfifo", [judged.In("pipe.bin")]))
        {
            await made.WaitForExitAsync();
        }

        Assert.False(await Task.Run(() => judged.Ships(judged.Item("pipe.bin"))).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("is a pipe, not a file", judged.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exemption_that_exempts_nothing_is_warned_of()
    {
        judged.Write("Credit.csproj", """
            <Project>
              <ItemGroup>
                <PrivacyGateExempt Include="gone.onnx" Reason="trained on public data" />
                <PrivacyGateExempt Include="old/*.onnx" Reason="trained on public data" />
              </ItemGroup>
            </Project>
            """);
        var guard = judged.Guard();
        guard.Exempt = [judged.Exemption("score.onnx"), new Microsoft.Build.Utilities.TaskItem("gone.onnx", new Dictionary<string, string> { ["Reason"] = "trained on public data" })];
        Assert.True(guard.Execute(), judged.Refusal);
        Assert.Equal([("PG0043", 3), ("PG0043", 4)], judged.Engine.Warnings.Select(static warning => (warning.Code, warning.LineNumber)));
    }

    public void Dispose() => judged.Dispose();

    private void Dress(string name)
    {
        var audited = File.ReadAllBytes(judged.In("score.onnx"));
        var records = File.ReadAllBytes(JudgedFolder.Fixture("members.csv"));
        File.WriteAllBytes(judged.In("inner.bin"), Model);
        const string Reference = "<data name=\"Scorer\" type=\"System.Resources.ResXFileRef, System.Windows.Forms\"><value>inner.bin;System.Byte[], mscorlib</value></data>";
        judged.Write(name, name switch
        {
            "models.zip" => Zipped(("readme.txt", records), ("a/other.onnx", Model)),
            "renamed.bin" => Zipped(("weights", Model)),
            "audited.zip" => Zipped(("score.onnx", audited)),
            "records.zip" => Zipped(("members.csv", records), ("empty", [])),
            "half.zip" => [.. Zipped(("members.csv", records)).Take(500)],
            "other.onnx.gz" => Gzipped(Model),
            "audited.onnx.gz" => Gzipped(audited),
            "records.csv.gz" => Gzipped(records),
            "half.gz" => [.. Gzipped(records).Take(500)],
            "named.resx" => Text($"<root>{Reference}</root>"),
            "embedded.resx" => Text($"<root><data name=\"Scorer\" mimetype=\"application/x-microsoft.net.object.bytearray.base64\"><value>\n{Convert.ToBase64String(Model)}\n</value></data></root>"),
            "texts.resx" => Text("<root><data name=\"Hello\"><value>inner.bin</value></data><data name=\"Icon\" mimetype=\"x\"><value>no base64</value></data></root>"),
            "broken.resx" => Text($"<root>{Reference}"),
            "leading.bin" => [.. OnnxBytes.Bytes(99, "nobody knows this"u8.ToArray()), .. Model],
            "other.ort" => [24, 0, 0, 0, .. "ORTM"u8, .. records],
            "text.ort" => records,
            "message.pb" => [.. OnnxBytes.Number(1, 3), .. OnnxBytes.Bytes(7, OnnxBytes.Bytes(1, records)), .. OnnxBytes.Bytes(8, [])],
            _ => throw new ArgumentException(name),
        });
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static byte[] Zipped(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzipped(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionMode.Compress))
        {
            packed.Write(content);
        }

        return bytes.ToArray();
    }
}
