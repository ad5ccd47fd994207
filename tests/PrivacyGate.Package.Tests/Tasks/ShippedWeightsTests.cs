using System.IO.Compression;
using Microsoft.Build.Framework;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>The weights beside a model are part of what was audited: they ship as they were, or not at all.</summary>
public sealed class ShippedWeightsTests : IDisposable
{
    private const string Place = "models/score.onnx";

    private readonly JudgedFolder judged = new();

    public ShippedWeightsTests()
    {
        judged.Write("src/score.onnx", OnnxBytes.WithWeights(File.ReadAllBytes(JudgedFolder.Fixture("score.onnx")), "./weights\\score.bin"));
        judged.Write("src/weights/score.bin", new byte[16]);
        judged.Write("src/copy.bin", new byte[16]);
        judged.Write("src/other.bin", [.. new byte[15], 1]);
        judged.Write("src/members.csv", "a,b\n1,2\n");
        judged.Judge("src/score.onnx", "src/weights/score.bin", "src/members.csv");
    }

    [Theory]
    [InlineData("src/weights/score.bin", "models/weights/score.bin", "")]
    [InlineData("src/copy.bin", "models\\weights\\score.bin", "")]
    [InlineData("src/other.bin", "models/weights/score.bin", "other.bin ships as weights of ")]
    [InlineData("src/members.csv", "models/weights/score.bin", "members.csv ships as weights of ")]
    [InlineData("src/weights/score.bin", "weights/score.bin", "ships without ./weights\\score.bin")]
    public void Only_the_audited_weights_ship_beside_the_model(string file, string place, string refusal)
    {
        var passed = Publishes(judged.Laid("src/score.onnx", Place), judged.Laid(file, place), judged.Laid("src/members.csv", "members.csv"));
        Assert.Equal(refusal.Length == 0, passed);
        Assert.Contains(refusal, judged.Refusal, StringComparison.Ordinal);
        Assert.All(judged.Engine.Errors, static error => Assert.Equal("PG0120", error.Code));
    }

    [Fact]
    public void Weights_and_models_that_are_exempt_ship()
    {
        ITaskItem[] laid = [judged.Laid("src/score.onnx", Place), judged.Laid("src/other.bin", "models/weights/score.bin")];
        Assert.False(Publishes(laid));
        var guard = judged.Guard();
        guard.Laid = laid;
        guard.Exempt = [judged.Exemption("src/other.bin")];
        judged.Engine.Errors.Clear();
        Assert.True(guard.Execute(), judged.Refusal);
    }

    [Theory]
    [InlineData("src/weights/score.bin", "content/models/weights/score.bin", "")]
    [InlineData("src/weights/score.bin", "content/models/weights/%73core.bin", "")]
    [InlineData("src/other.bin", "content/models/weights/score.bin", "content/models/weights/score.bin in ")]
    [InlineData("src/members.csv", "content/members.csv", "ships without ./weights\\score.bin")]
    public void A_package_is_looked_into(string file, string place, string refusal)
    {
        Assert.Equal(refusal.Length == 0, Packs(("src/score.onnx", "content/" + Place), (file, place)));
        Assert.Contains(refusal, judged.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_with_a_model_that_no_verdict_is_about_is_refused()
    {
        File.Copy(JudgedFolder.Fixture("score-retrained.onnx"), judged.In("retrained.onnx"));
        Assert.False(Packs(("retrained.onnx", "content/plain.bin")));
        Assert.StartsWith("content/plain.bin in ", judged.Refusal, StringComparison.Ordinal);
        Assert.Contains("Credit.nupkg ships, holds an ONNX model, and no verdict is about it", judged.Refusal, StringComparison.Ordinal);
    }

    /// <summary>The project does not say what a .nuspec calls its package.</summary>
    [Theory]
    [InlineData("Own.Name", "", "Own.Name.2.0.0.nupkg")]
    [InlineData("own.name", "", "Own.Name.2.0.0.nupkg")]
    [InlineData("$id$.Name", "id=Own;id=Other", "Own.Name.2.0.0.nupkg")]
    [InlineData("Own", "", "Own.nupkg")]
    [InlineData("Ow", "", null)]
    public void The_newest_package_of_a_nuspec_is_found(string id, string properties, string? expected)
    {
        var nuspec = judged.Write("Own.nuspec", $"<package xmlns=\"urn:any\"><metadata><id> {id} </id></metadata></package>");
        foreach (var (name, day) in new[] { ("Own.Name.2.0.0.nupkg", 2), ("Own.Name.9.0.0.nupkg", 1), ("Own.Name.More.1.0.0.nupkg", 3), ("Own.nupkg", 1) })
        {
            File.SetLastWriteTimeUtc(judged.Write(name, ""), new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc));
        }

        Assert.Equal(expected, Path.GetFileName(new NuspecPackage(nuspec, properties, judged.In("")).Newest()));
    }

    public void Dispose() => judged.Dispose();

    private bool Publishes(params ITaskItem[] laid)
    {
        var guard = judged.Guard();
        guard.Laid = laid;
        return guard.Execute();
    }

    private bool Packs(params (string File, string Place)[] files)
    {
        using (var package = ZipFile.Open(judged.In("Credit.nupkg"), ZipArchiveMode.Create))
        {
            foreach (var (file, place) in files)
            {
                package.CreateEntryFromFile(judged.In(file), place);
            }
        }

        var guard = judged.Guard();
        guard.Packages = [judged.Item("Credit.nupkg")];
        return guard.Execute();
    }
}
