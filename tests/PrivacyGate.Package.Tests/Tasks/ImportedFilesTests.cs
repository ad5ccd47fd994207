using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>A misspelt item gates nothing, wherever it stands: every file that the project imports is read.</summary>
public sealed class ImportedFilesTests : IDisposable
{
    private const string Misspelt = "<Project>\n <ItemGroup>\n  <PrivacyGateModels Include=\"models/score.onnx\" />\n </ItemGroup>\n</Project>";

    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();

    [Theory]
    [InlineData("<Import Project=\"../gate/gate.props\" />")]
    [InlineData("<Import Project=\"..\\gate\\gate.props\" />")]
    [InlineData("<Import Project=\"$(MSBuildThisFileDirectory)../gate/gate.props\" />")]
    [InlineData("<Import Project=\"$(MSBuildProjectDirectory)/../gate/gate.props\" Condition=\"'$(CI)' == 'true'\" />")]
    [InlineData("<ImportGroup><Import Project=\"../gate/*.props\" /></ImportGroup>")]
    [InlineData("<PropertyGroup><Gate>$(MSBuildThisFileDirectory)../gate</Gate><Props>$(Gate)/gate.props</Props></PropertyGroup><Import Project=\"$(Props)\" />")]
    [InlineData("<Import Project=\"$([MSBuild]::GetPathOfFileAbove('gate/gate.props', '$(MSBuildThisFileDirectory)../'))\" />")]
    [InlineData("<Import Project=\"$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildThisFileDirectory), 'gate/gate.props'))/gate/gate.props\" />")]
    [InlineData("<Import Project=\"first.props;../gate/gate.props\" />")]
    [InlineData("<Import Project=\"first.props\" />", "<Import Project=\"../gate/gate.props\" />")]
    public void A_misspelt_item_is_found_in_an_imported_file(string import, string first = "")
    {
        Write("gate/gate.props", Misspelt);
        Write("src/first.props", $"<Project>{first}</Project>");
        Assert.False(Prepare($"<Project Sdk=\"Microsoft.NET.Sdk\">{import}</Project>"));
        var error = Assert.Single(engine.Errors);
        Assert.Equal(("PG0010", folder.File("gate", "gate.props"), 3, 3), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
    }

    [Fact]
    public void Files_that_import_each_other_are_read_once()
    {
        Write("src/first.props", "<Project><Import Project=\"Credit.csproj\" /><Import Project=\"second.props\" /></Project>");
        Write("src/second.props", Misspelt.Replace("<Project>", "<Project><Import Project=\"first.props\" />", StringComparison.Ordinal));
        Assert.False(Prepare("<Project><Import Project=\"first.props\" /><Import Project=\"missing.props\" Condition=\"Exists('missing.props')\" /></Project>"));
        Assert.Single(engine.Errors);
    }

    [Fact]
    public void A_file_that_may_not_be_imported_need_not_match()
    {
        Write("src/release.props", "<Project><ItemGroup><PrivacyGateModel Include=\"release/*.onnx\" Label=\"y\" /></ItemGroup></Project>");
        Assert.True(Prepare("<Project><Import Project=\"release.props\" Condition=\"'$(Configuration)' == 'Release'\" /></Project>"));
        Assert.False(Prepare("<Project><Import Project=\"release.props\" /></Project>"));
        Assert.Equal("PG0020", Assert.Single(engine.Errors).Code);
    }

    public void Dispose() => folder.Dispose();

    private string Write(string name, string text) => folder.Write(name, text);

    private bool Prepare(string project) => new PrepareTask
    {
        BuildEngine = engine,
        ProjectFile = Write("src/Credit.csproj", project),
        Folder = Path.Combine(folder.Path, "obj"),
        Tool = "privacygate.dll",
        Variable = static _ => null,
    }.Execute();
}
