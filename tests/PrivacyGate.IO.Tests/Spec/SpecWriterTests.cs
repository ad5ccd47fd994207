using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

public sealed class SpecWriterTests : IDisposable
{
    private static readonly StarterSpec Starter = new(
        "models\\credit.onnx",
        new StarterSource("data/all \"x\".csv", "split == 'a b'"),
        new StarterSource("data/hold\u00fc.csv"),
        "approved",
        ["no", "y\"es\\"],
        new Budget(0.25, new TprLimit(0.001, 0.01)),
        ["input x: float 30", "a line\n}\r\u2028break"]);

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back_without_an_error()
    {
        var path = folder.PathOf("new/privacygate.json");

        SpecWriter.Write(path, Starter, overwrites: false);

        var result = SpecReader.Read(path, null);
        Assert.Empty(result.Errors);
        var model = Assert.Single(result.Spec!.Models);
        Assert.Equal("models/credit.onnx", model.Model.Path);
        Assert.Equal("data/all \"x\".csv", model.Members.File.Path);
        Assert.Equal("a b", model.Members.Filter!.Value);
        Assert.Equal("data/hold\u00fc.csv", model.NonMembers.File.Path);
        Assert.Equal(["no", "y\"es\\"], model.Classes!.Value);
        Assert.Equal(Starter.Budget, model.Budget.Limits);
        Assert.Equal(SpecSchema.Text(), File.ReadAllText(folder.PathOf("new/privacygate.schema.json")));
        Assert.Equal(2, Directory.GetFiles(folder.PathOf("new")).Length);
        Assert.StartsWith("// input x: float 30\n// a line }  break\n{\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_that_is_there_is_only_replaced_when_told()
    {
        var path = folder.Write("privacygate.json", "mine");

        Assert.Equal(DiagnosticIds.OutputNotWritable, ScratchFolder.Refused(() => SpecWriter.Write(path, Starter, overwrites: false)).Id);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Root));

        SpecWriter.Write(path, Starter, overwrites: true);
        Assert.Empty(SpecReader.Read(path, null).Errors);
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_is_half_written()
    {
        folder.Write("file", "x");

        Assert.Equal(DiagnosticIds.OutputNotWritable, ScratchFolder.Refused(() => SpecWriter.Write(folder.PathOf("file/privacygate.json"), Starter, overwrites: false)).Id);
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Numbers_are_written_alike_under_a_culture_with_decimal_commas()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Contains("\"advantage\": 0.25, \"tprAtFpr\": { \"fpr\": 0.001, \"max\": 0.01 }", SpecWriter.Compose(Starter), StringComparison.Ordinal);
            Assert.Equal(0.25, SpecText.Model("\"budget\": {\"advantage\": 0.25}").Budget.Limits.Advantage);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
