using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>A gate that is off, or cannot fail, says so and names who did it. What no review would show is refused.</summary>
public sealed class WeakenedGateTests : IDisposable
{
    private const string Item = "<ItemGroup><PrivacyGateModel Include=\"model.onnx\" Members=\"m.csv\" NonMembers=\"n.csv\" Label=\"y\" /></ItemGroup>";

    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();
    private readonly Dictionary<string, string> variables = [];

    public WeakenedGateTests() => Directory.CreateDirectory(folder.File(".git"));

    [Theory]
    [InlineData("<PrivacyGateMode>off</PrivacyGateMode>", "")]
    [InlineData("<PrivacyGateMode Condition=\"'$(Configuration)' == 'Debug'\">OFF</PrivacyGateMode>", "")]
    [InlineData("<PrivacyGateMode>off</PrivacyGateMode>", "off")]
    public void A_gate_that_the_project_switches_off_says_where(string setting, string environment)
    {
        variables["PrivacyGateMode"] = environment;
        Assert.True(Off($"<Project>\n <PropertyGroup>\n  {setting}\n </PropertyGroup>\n</Project>"));
        var warning = Assert.Single(engine.Warnings);
        Assert.Equal(("PG0017", "Credit.csproj", 3, 3), (warning.Code, warning.File, warning.LineNumber, warning.ColumnNumber));
        Assert.Equal("PrivacyGateMode is off, set in Credit.csproj: no model of this project is gated", warning.Message);
    }

    [Fact]
    public void A_gate_that_an_imported_file_switches_off_names_the_file()
    {
        var other = folder.Write("off.props", "<Project><PropertyGroup><PrivacyGateMode>off</PrivacyGateMode></PropertyGroup></Project>");
        Assert.True(Off("<Project><Import Project=\"off.props\" /></Project>"));
        Assert.Equal(other, Assert.Single(engine.Warnings).File);
    }

    [Theory]
    [InlineData("<Project />")]
    [InlineData("<Project><PropertyGroup><PrivacyGateMode Condition=\"'$(PrivacyGateMode)' == ''\">check</PrivacyGateMode></PropertyGroup></Project>")]
    [InlineData("<Project><PropertyGroup><PrivacyGateMode Condition=\"'$(Configuration)' == 'Debug'\">off</PrivacyGateMode></PropertyGroup></Project>")]
    public void An_environment_variable_switches_nothing_off(string project)
    {
        variables["PrivacyGateMode"] = "off";
        Assert.False(Off(project));
        AssertRefusedVariable("PrivacyGateMode");
    }

    [Theory]
    [InlineData("None")]
    [InlineData("none")]
    public void An_environment_variable_does_not_silence_the_analyzers(string mode)
    {
        variables["PrivacyGateAnalysisMode"] = mode;
        var task = Prepare($"<Project>{Item}</Project>");
        task.AnalysisMode = mode;
        Assert.False(task.Execute());
        AssertRefusedVariable("PrivacyGateAnalysisMode");
    }

    [Fact]
    public void A_project_may_silence_them_and_a_variable_may_make_them_stricter()
    {
        var silent = Prepare($"<Project><PropertyGroup><PrivacyGateAnalysisMode>None</PrivacyGateAnalysisMode></PropertyGroup>{Item}</Project>");
        silent.AnalysisMode = "None";
        Assert.True(silent.Execute());
        variables["PrivacyGateAnalysisMode"] = "Strict";
        var strict = Prepare($"<Project>{Item}</Project>");
        strict.AnalysisMode = "Strict";
        Assert.True(strict.Execute());
    }

    [Fact]
    public void Errors_that_became_messages_are_warned_of()
    {
        var task = Prepare($"<Project>\n <PropertyGroup>\n  <PrivacyGateSeverity>message</PrivacyGateSeverity>\n </PropertyGroup>{Item}</Project>");
        task.Severity = "message";
        Assert.True(task.Execute());
        var warning = Assert.Single(engine.Warnings);
        Assert.Equal(("PG0017", 3), (warning.Code, warning.LineNumber));
        Assert.Contains("does not fail this build", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message")]
    [InlineData("warning")]
    public void An_environment_variable_softens_nothing(string severity)
    {
        variables["PrivacyGateSeverity"] = severity;
        var task = Prepare($"<Project>{Item}</Project>");
        task.Severity = severity;
        Assert.False(task.Execute());
        AssertRefusedVariable("PrivacyGateSeverity");
    }

    [Fact]
    public void A_project_that_wants_warnings_gets_no_word_about_it()
    {
        var task = Prepare($"<Project><PropertyGroup><PrivacyGateSeverity>warning</PrivacyGateSeverity></PropertyGroup>{Item}</Project>");
        task.Severity = "warning";
        Assert.True(task.Execute());
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("CI", "1")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("JENKINS_URL", "https://jenkins.example/")]
    [InlineData("TEAMCITY_VERSION", "2025.07")]
    [InlineData("GITLAB_CI", "true")]
    public void On_a_build_server_nothing_to_gate_is_an_error_and_auto_is_standard(string variable, string value)
    {
        variables[variable] = value;
        var task = Prepare("<Project />");
        Assert.False(task.Execute());
        Assert.Equal("PG0001", Assert.Single(engine.Errors).Code);

        engine.Errors.Clear();
        var gated = Prepare($"<Project>{Item}</Project>");
        Assert.True(gated.Execute());
        Assert.Equal("standard", gated.EffectiveProfile);
    }

    /// <summary>The application of a gated library, and its tests. What ships without a verdict is the guard's to refuse.</summary>
    [Fact]
    public void A_project_that_references_others_is_warned_on_a_build_server_too()
    {
        variables["CI"] = "true";
        var task = Prepare("<Project />");
        task.References = [new Microsoft.Build.Utilities.TaskItem("../Lib/Lib.csproj")];
        Assert.True(task.Execute());
        Assert.Equal("PG0001", Assert.Single(engine.Warnings).Code);
    }

    /// <summary>MSBuild makes a property of the variable whatever its case.</summary>
    [Fact]
    public void A_variable_in_other_letters_is_found()
    {
        const string name = "privacygatetestofletters";
        Environment.SetEnvironmentVariable(name, "off");
        try
        {
            Assert.Equal("off", PrivacyGate.Surroundings.Variables.Of("PrivacyGateTestOfLetters"));
            Assert.Null(PrivacyGate.Surroundings.Variables.Of("PrivacyGateTestOfNothing"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Theory]
    [InlineData("CI", "false")]
    [InlineData("CI", "")]
    [InlineData("TF_BUILD", "False")]
    [InlineData("GITLAB_CI", "")]
    public void On_a_developers_machine_nothing_to_gate_is_a_warning_and_auto_is_quick(string variable, string value)
    {
        variables[variable] = value;
        Assert.True(Prepare("<Project />").Execute());
        Assert.Equal("PG0001", Assert.Single(engine.Warnings).Code);
        var gated = Prepare($"<Project>{Item}</Project>");
        Assert.True(gated.Execute());
        Assert.Equal("quick", gated.EffectiveProfile);
    }

    [Fact]
    public void A_project_without_a_model_says_why_in_words()
    {
        variables["CI"] = "true";
        var task = Prepare("<Project />");
        task.NoModelReason = "the library has no model";
        Assert.True(task.Execute());
        Assert.Contains(engine.Messages, static message => message is { Code: "PG0001", Message: "nothing to gate: the library has no model" });

        task = Prepare("<Project />");
        task.NoModelReason = "true";
        Assert.False(task.Execute());
        Assert.Equal("PG0010", Assert.Single(engine.Errors).Code);

        engine.Errors.Clear();
        variables["PrivacyGateNoModelReason"] = "nobody knows why";
        task = Prepare("<Project />");
        task.NoModelReason = "nobody knows why";
        Assert.False(task.Execute());
        AssertRefusedVariable("PrivacyGateNoModelReason");
    }

    [Fact]
    public void A_spec_above_the_one_that_is_used_is_named()
    {
        Directory.CreateDirectory(folder.File("src"));
        var above = folder.Write("privacygate.json", "{}");
        var near = folder.Write("src/privacygate.json", "{}");
        Assert.True(Prepare("<Project />", "src/Credit.csproj").Execute());
        Assert.Equal($"this project is gated by {near}; {above} lies above it and is not used here", OtherSpec());

        File.Delete(near);
        engine.Messages.Clear();
        Assert.True(Prepare($"<Project>{Item}</Project>", "src/Credit.csproj", gated: true).Execute());
        Assert.Equal($"this project is gated by the project's PrivacyGateModel items; {above} lies above it and is not used here", OtherSpec());

        engine.Messages.Clear();
        Assert.True(Prepare("<Project />", "src/Credit.csproj").Execute());
        Assert.Null(OtherSpec());
    }

    [Fact]
    public void A_spec_above_the_repository_is_nobodys()
    {
        folder.Write("privacygate.json", "{}");
        Directory.CreateDirectory(folder.File("repository/.git"));
        folder.Write("repository/privacygate.json", "{}");
        Assert.True(Prepare("<Project />", "repository/Credit.csproj").Execute());
        Assert.Null(OtherSpec());
    }

    public void Dispose() => folder.Dispose();

    private string? OtherSpec() => engine.Messages.SingleOrDefault(static message => message.Code == "PG0019")?.Message;

    private void AssertRefusedVariable(string name)
    {
        var error = Assert.Single(engine.Errors);
        Assert.Equal("PG0010", error.Code);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("set as an environment variable", error.Message, StringComparison.Ordinal);
    }

    private bool Off(string project) => new OffTask
    {
        BuildEngine = engine,
        Mode = "off",
        ProjectFile = folder.Write("Credit.csproj", project),
        Variable = variables.GetValueOrDefault,
    }.Execute();

    private PrepareTask Prepare(string project, string file = "Credit.csproj", bool gated = false) => new()
    {
        BuildEngine = engine,
        ProjectFile = folder.Write(file, project),
        Folder = Path.Combine(folder.Path, "obj"),
        Tool = "privacygate.dll",
        Variable = variables.GetValueOrDefault,
        Models = gated || project.Contains(Item, StringComparison.Ordinal)
            ? [new TaskItem("model.onnx", new Dictionary<string, string> { ["Members"] = "m.csv", ["NonMembers"] = "n.csv", ["Label"] = "y" })]
            : [],
    };
}
