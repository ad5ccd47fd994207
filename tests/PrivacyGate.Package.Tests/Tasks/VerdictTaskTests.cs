using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

public sealed class VerdictTaskTests : IDisposable
{
    private const string Header = "privacygate-verdict 1\n";

    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();

    [Fact]
    public void A_row_is_logged_with_code_link_place_and_text()
    {
        Assert.False(Run(Header + "error\tPG0102\tdata/spec.json\t7\t22\thttps://example.org/PG0102\ttab \\t backslash \\\\ {0} %41\n"));
        var error = Assert.Single(engine.Errors);
        Assert.Equal(("PG0102", "https://example.org/PG0102", 7, 22, 0, 0), (error.Code, error.HelpLink, error.LineNumber, error.ColumnNumber, error.EndLineNumber, error.EndColumnNumber));
        Assert.Equal(Path.Combine(folder.Path, "data", "spec.json"), error.File);
        Assert.Equal("tab \t backslash \\ {0} %41", error.Message);
        Assert.True(string.IsNullOrEmpty(error.Subcategory));
    }

    [Fact]
    public void A_file_named_from_the_repositorys_root_is_found_there()
    {
        var spec = folder.Write("src/privacygate.json", "{}");
        folder.Write("verdict.tsv", Header + "error\tPG0102\tsrc/privacygate.json\t1\t1\tlink\ttext\n");
        var task = new VerdictTask { BuildEngine = engine, Folder = folder.Path, Root = folder.File("src"), ProjectFile = folder.File("src", "Credit", "Credit.csproj"), Severity = "error" };
        Assert.False(task.Execute());
        Assert.Equal(spec, Assert.Single(engine.Errors).File);
    }

    [Fact]
    public void A_row_without_a_place_points_at_the_project()
    {
        Run(Header + "error\tPG0399\t\t0\t0\tlink\ttext\n");
        Assert.Equal(("Credit.csproj", 1, 1), (engine.Errors[0].File, engine.Errors[0].LineNumber, engine.Errors[0].ColumnNumber));
    }

    [Theory]
    [InlineData("PG0101", "warning", 0, 1)]
    [InlineData("PG0102", "message", 0, 0)]
    [InlineData("PG0120", "warning", 0, 1)]
    [InlineData("PG0004", "message", 1, 0)]
    [InlineData("PG0020", "warning", 1, 0)]
    [InlineData("PG0201", "message", 1, 0)]
    [InlineData("PG0304", "message", 1, 0)]
    public void Severity_softens_budgets_and_nothing_else(string code, string severity, int errors, int warnings)
    {
        Assert.Equal(errors == 0, Run(Header + $"error\t{code}\t\t0\t0\tlink\ttext\n", severity));
        Assert.Equal((errors, warnings), (engine.Errors.Count, engine.Warnings.Count));
    }

    [Fact]
    public void Severity_never_hardens_a_row()
    {
        Assert.True(Run(Header + "warning\tPG0101\t\t0\t0\tlink\ttext\nmessage\tPG0100\t\t0\t0\tlink\ttext\n", "error"));
        Assert.Equal((1, 1), (engine.Warnings.Count, engine.Messages.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("privacygate-verdict 1")]
    [InlineData("privacygate-verdict 2\n")]
    [InlineData(Header + "error\tPG0102\t\t0\t0\tlink\ttext")]
    [InlineData(Header + "error\tPG0102\t\t0\t0\tlink\n")]
    [InlineData(Header + "error\tPG0102\t\t0\t0\tlink\ttext\tmore\n")]
    [InlineData(Header + "Error\tPG0102\t\t0\t0\tlink\ttext\n")]
    [InlineData(Header + "error\tPG102\t\t0\t0\tlink\ttext\n")]
    [InlineData(Header + "error\tPG0102\t\t-1\t0\tlink\ttext\n")]
    [InlineData(Header + "error\tPG0102\t\t1,5\t0\tlink\ttext\n")]
    [InlineData(Header + "error\tPG0102\t\t0\t0\tlink\tback\\slash\n")]
    [InlineData(Header + "error\tPG0102\t\t0\t0\tlink\tend\\\n")]
    [InlineData(Header + "\n")]
    [InlineData("\r\n" + Header)]
    public void Anything_but_a_whole_verdict_fails_the_build(string content)
    {
        Assert.False(Run(content, "message"));
        Assert.Equal("PG0390", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void A_missing_verdict_fails_the_build()
    {
        Assert.False(new VerdictTask { BuildEngine = engine, Folder = folder.Path, Root = folder.Path, ProjectFile = "/p/Credit.csproj", Severity = "message" }.Execute());
        Assert.Equal("PG0390", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void The_mark_that_it_passed_goes_with_the_next_failure()
    {
        var mark = Path.Combine(folder.Path, "passed");
        Assert.True(Run(Header));
        Assert.True(File.Exists(mark));
        Assert.False(Run(Header + "error\tPG0102\t\t0\t0\tlink\ttext\n"));
        Assert.False(File.Exists(mark));
    }

    public void Dispose() => folder.Dispose();

    private bool Run(string content, string severity = "error")
    {
        folder.Write("verdict.tsv", content);
        return new VerdictTask { BuildEngine = engine, Folder = folder.Path, Root = folder.Path, ProjectFile = Path.Combine(folder.Path, "Credit.csproj"), Severity = severity }.Execute();
    }
}
