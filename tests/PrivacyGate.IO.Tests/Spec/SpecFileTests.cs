using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

public sealed class SpecFileTests
{
    [Theory]
    [InlineData("data/train.csv", "data/train.csv")]
    [InlineData("data\\train.csv", "data/train.csv")]
    [InlineData(".\\data\\.\\x\\..\\train.csv", "data/train.csv")]
    [InlineData("./a//b.csv", "a/b.csv")]
    [InlineData("../../x/b.csv", "../../x/b.csv")]
    [InlineData("..\\x\\..\\b.csv", "../b.csv")]
    [InlineData("C:\\data\\train.csv", "C:/data/train.csv")]
    [InlineData("/abs/./b.csv", "/abs/b.csv")]
    [InlineData("/", "/")]
    [InlineData("/../b.csv", "/../b.csv")]
    [InlineData("mit Leerzeichen (x86)/b.csv", "mit Leerzeichen (x86)/b.csv")]
    public void Paths_are_shown_with_forward_slashes_and_without_detours(string text, string shown) =>
        Assert.Equal(shown, SpecFile.Resolve(text, "", ScratchFolder.Somewhere).Path);

    [Fact]
    public void A_path_is_taken_from_the_root_and_linked_from_where_the_root_was_named()
    {
        var file = SpecFile.Resolve("data\\train.csv", "sub/../spec", ScratchFolder.Somewhere);

        Assert.Equal(Path.GetFullPath("spec/data/train.csv"), file.FullPath);
        Assert.Equal("spec/data/train.csv", file.LinkPath);
        Assert.Equal("data/train.csv", file.Path);
    }

    [Fact]
    public void A_spec_on_disk_roots_its_paths_in_its_folder_unless_told_otherwise()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("privacygate.json", SpecText.Minimal);

        Assert.Equal(folder.PathOf("m.onnx"), SpecReader.Read(path, null).Spec!.Models[0].Model.FullPath);
        Assert.Equal(Path.GetFullPath("elsewhere/m.onnx"), SpecReader.Read(path, "elsewhere").Spec!.Models[0].Model.FullPath);
    }

    [Fact]
    public void A_missing_spec_is_told_with_the_nearest_name()
    {
        using var folder = new ScratchFolder();
        folder.Write("privacygate.json", SpecText.Minimal);

        var error = Assert.Single(SpecReader.Read(folder.PathOf("privcygate.json"), null).Errors);

        Assert.Equal(DiagnosticIds.FileNotFound, error.Id);
        Assert.Contains("did you mean 'privacygate.json'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_spec_is_refused_unread()
    {
        using var folder = new ScratchFolder();
        using (var file = File.Create(folder.PathOf("big.json")))
        {
            file.SetLength(1L << 33);
        }

        Assert.Equal(DiagnosticIds.SpecNotJson, Assert.Single(SpecReader.Read(folder.PathOf("big.json"), null).Errors).Id);
    }
}
