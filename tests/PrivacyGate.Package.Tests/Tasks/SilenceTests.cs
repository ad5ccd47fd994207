using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>The ways to weaken the gate that would leave no trace in the build's log.</summary>
public sealed class SilenceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();
    private readonly Dictionary<string, string> variables = [];

    public SilenceTests()
    {
        Directory.CreateDirectory(this.folder.File(".git"));
        this.folder.Write("Credit.csproj", "<Project />");
        this.folder.Write("privacygate.json", "{}");
    }

    [Theory]
    [InlineData("PrivacyGateConfig", "privacygate.json", "")]
    [InlineData("PrivacyGateSeed", "7", "")]
    [InlineData("PrivacyGateProfile", "quick", "true")]
    [InlineData("PrivacyGateProfile", " Quick ", "true")]
    [InlineData("PrivacyGateMode", "cached", "true")]
    public void A_variable_chooses_no_other_audit(string name, string value, string server)
    {
        variables["CI"] = server;
        variables[name] = value;
        Assert.False(Prepare(name, value));
        var error = Assert.Single(engine.Errors);
        Assert.Equal("PG0010", error.Code);
        Assert.StartsWith($"{name} is {value.Trim()}, set as an environment variable: ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The same values from elsewhere, values that make nothing weaker, and those that are the default.</summary>
    [Theory]
    [InlineData("PrivacyGateProfile", "deep", "deep", "true")]
    [InlineData("PrivacyGateProfile", "quick", "quick", "")]
    [InlineData("PrivacyGateProfile", "quick", "deep", "true")]
    [InlineData("PrivacyGateStrict", "true", "true", "")]
    [InlineData("PrivacyGateMode", "cached", "cached", "")]
    [InlineData("PrivacyGateConfig", "privacygate.json", "", "")]
    [InlineData("PrivacyGateSeed", "7", "8", "")]
    public void A_setting_that_a_review_shows_or_that_weakens_nothing_is_taken(string name, string value, string variable, string server)
    {
        variables["CI"] = server;
        variables[name] = variable;
        Prepare(name, value);
        Assert.DoesNotContain(engine.Errors, static error => error.Message!.Contains("environment variable", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CS1591; pg0017 ;NU1701", null, "NoWarn")]
    [InlineData("", "# -noWarn:PG0018\n-v:m -noWarn:PG0100;PG0017", "Directory.Build.rsp")]
    [InlineData("", "/warnAsMessage:PG0017", "Directory.Build.rsp")]
    public void A_gate_that_is_off_is_no_secret(string hidden, string? responseFile, string hider)
    {
        Respond(responseFile);
        Assert.False(Off(hidden));
        Assert.Equal("PG0010", Assert.Single(engine.Errors).Code);
        Assert.EndsWith($"and {hider} hides the warning PG0017 that would show it; remove PG0017 from {hider}", engine.Errors[0].Message, StringComparison.Ordinal);
    }

    /// <summary>MSBuild reads quotes, variables and files that a response file names.</summary>
    [Theory]
    [InlineData("\"-noWarn:PG0017\"", "remove PG0017 from Directory.Build.rsp")]
    [InlineData("@quiet.rsp", "remove PG0017 from Directory.Build.rsp")]
    [InlineData("-noWarn:%PRIVACYGATE_TEST_CODE%", "remove PG0017 from Directory.Build.rsp")]
    [InlineData("-clp:NoSummary;ErrorsOnly", "remove ErrorsOnly from Directory.Build.rsp")]
    [InlineData("/consoleLoggerParameters:ErrorsOnly", "remove ErrorsOnly from Directory.Build.rsp")]
    public void A_response_file_hides_nothing_in_other_words(string line, string cure)
    {
        this.folder.Write("quiet.rsp", "@quiet.rsp\n-noWarn:PG0017");
        Environment.SetEnvironmentVariable("PRIVACYGATE_TEST_CODE", "PG0017");
        Respond(line);
        Assert.False(Off(""));
        Assert.Equal("PG0010", Assert.Single(engine.Errors).Code);
        Assert.EndsWith(cure, engine.Errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "-clp:Summary")]
    [InlineData("PG0201;CS1591", null)]
    [InlineData("", "# -noWarn:PG0017\n-noWarn:PG0201\n-p:Reason=-noWarn:PG0017")]
    public void Another_warning_may_be_hidden(string hidden, string? responseFile)
    {
        Respond(responseFile);
        Assert.True(Off(hidden));
        Assert.Equal("PG0017", Assert.Single(engine.Warnings).Code);
    }

    [Theory]
    [InlineData("PG0102", true)]
    [InlineData("PG0201", false)]
    public void A_leak_that_is_a_warning_and_hidden_is_warned_of(string hidden, bool told)
    {
        var task = Task();
        (task.Severity, task.WarningsAsMessages) = ("warning", hidden);
        Assert.True(task.Execute());
        Assert.Equal(told, engine.Warnings.Any(static warning => warning.Code == "PG0017"));
    }

    [Theory]
    [InlineData("<Target Name=\"PrivacyGateVerdict\" />", "the target 'PrivacyGateVerdict' has the name of a target of the gate")]
    [InlineData("<Target Name=\"privacygateguard\" />", "the target 'privacygateguard' has the name of a target of the gate")]
    [InlineData("<Target Name=\"_PrivacyGateAttack\" />", "the target '_PrivacyGateAttack' has the name of a target of the gate")]
    [InlineData("<Target Name=\"PrivacyGateReport\" AfterTargets=\"PrivacyGateVerdict\" />", null)]
    public void The_names_of_the_gates_own_targets_are_its_own(string text, string? refusal)
    {
        var targets = this.folder.Write("Directory.Build.targets", $"<Project>\n  {text}\n</Project>");
        var task = Task();
        task.OtherProjectFiles = [new TaskItem(targets)];
        Assert.Equal(refusal is null, task.Execute());
        Assert.Equal(refusal is null ? 0 : 1, engine.Errors.Count);
        Assert.All(engine.Errors, error => Assert.Equal(("PG0010", targets, 2), (error.Code, error.File, error.LineNumber)));
        Assert.All(engine.Errors, error => Assert.StartsWith(refusal!, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tasks_know_every_target_of_the_package()
    {
        var written = new[] { "build", "buildMultiTargeting" }.Select(static folder => Repository.Path("build", "package", folder, "PrivacyGate.MSBuild.targets"))
            .SelectMany(static file => XDocument.Load(file).Root!.Elements("Target")).Select(static target => target.Attribute("Name")!.Value);
        Assert.Equal(written.Distinct().Order(StringComparer.Ordinal), KnownNames.Targets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_in_the_output_contradicts_the_reason_why_there_is_none()
    {
        File.Delete(this.folder.File("privacygate.json"));
        Assert.Empty(Reasoned(_ => { }));
        var model = this.folder.Write("bin/Debug/models/Score.ONNX", "a model");
        Assert.Empty(Reasoned(task => task.References = [new TaskItem("../Lib/Lib.csproj")]));
        Assert.Empty(Reasoned(task => task.Exempt = [new TaskItem(this.folder.Write("public.onnx", "a model"))]));
        var warning = Assert.Single(Reasoned(_ => { }));
        Assert.Equal("PG0001", warning.Code);
        Assert.Contains("but the output folder has the model bin/Debug/models/Score.ONNX", warning.Message, StringComparison.Ordinal);
    }

    public void Dispose() => this.folder.Dispose();

    private List<BuildWarningEventArgs> Reasoned(Action<PrepareTask> change)
    {
        engine.Warnings.Clear();
        var task = Task();
        (task.NoModelReason, task.OutputFolder) = ("the library has no model", this.folder.File("bin", "Debug"));
        change(task);
        Assert.True(task.Execute());
        return engine.Warnings;
    }

    private void Respond(string? text)
    {
        if (text is not null)
        {
            this.folder.Write("Directory.Build.rsp", text);
        }
    }

    private bool Prepare(string name, string value)
    {
        var task = Task();
        typeof(PrepareTask).GetProperty(name["PrivacyGate".Length..])!.SetValue(task, value);
        return task.Execute();
    }

    private bool Off(string hidden) => new OffTask
    {
        BuildEngine = engine,
        Mode = "off",
        ProjectFile = this.folder.Write("Credit.csproj", "<Project><PropertyGroup><PrivacyGateMode>off</PrivacyGateMode></PropertyGroup></Project>"),
        WarningsAsMessages = hidden,
        Variable = variables.GetValueOrDefault,
    }.Execute();

    private PrepareTask Task() => new()
    {
        BuildEngine = engine,
        ProjectFile = this.folder.File("Credit.csproj"),
        Folder = this.folder.File("obj", "gate"),
        Tool = "privacygate.dll",
        Variable = variables.GetValueOrDefault,
    };
}
