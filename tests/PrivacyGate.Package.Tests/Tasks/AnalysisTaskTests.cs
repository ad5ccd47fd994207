using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

public sealed class AnalysisTaskTests : IDisposable
{
    private const string Spec = "{ // one model\n \"models\": [ { \"path\": \"app/models/credit.onnx\", \"members\": \"data/train.csv\", \"nonMembers\": { \"path\": \"data/holdout.csv\" }, }, ] }";

    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();

    public AnalysisTaskTests()
    {
        folder.Write("app/Credit.csproj", "<Project />");
        folder.Write("app/models/credit.onnx", "a model");
        folder.Write("data/train.csv", "x");
        Directory.CreateDirectory(folder.File(".git"));
    }

    [Fact]
    public void Models_of_items_are_known_before_anything_was_measured()
    {
        var task = Analyze(Item());
        Assert.Equal(["models/credit.onnx none classification "], Told(task));
        Assert.True(task.Active);
        Assert.Equal("models/credit.onnx\nnone\nclassification\n\n", File.ReadAllText(task.Files[0].ItemSpec));
    }

    [Fact]
    public void Models_of_a_spec_are_known_once_it_has_run_and_until_it_changes()
    {
        var spec = folder.Write("privacygate.json", Spec);
        Assert.False(Analyze().Active);

        Ran(spec, ("app/models/credit.onnx", "fail", "loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20"));
        var known = Analyze();
        Assert.True(known.Active);
        Assert.Equal(["models/credit.onnx fail classification loss attack advantage 0.79 (95%25 CI 0.74-0.83) exceeds budget 0.20"], Told(known));

        folder.Write("privacygate.json", Spec + " ");
        var changed = Analyze();
        Assert.False(changed.Active);
        Assert.Equal(["models/credit.onnx stale-input classification "], Told(changed));
    }

    [Fact]
    public void A_verdict_is_stale_when_the_bytes_of_its_model_changed_and_not_when_only_the_time_did()
    {
        Ran(folder.Write("privacygate.json", Spec), ("app/models/credit.onnx", "pass", "p"));
        File.SetLastWriteTimeUtc(folder.File("app", "models", "credit.onnx"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["models/credit.onnx pass classification p"], Told(Analyze()));
        folder.Write("app/models/credit.onnx", "b model");
        Assert.Equal(["models/credit.onnx stale-model classification "], Told(Analyze()));
        File.Delete(folder.File("app", "models", "credit.onnx"));
        Assert.Equal(["models/credit.onnx stale-model classification "], Told(Analyze()));
    }

    [Fact]
    public void Items_that_say_something_else_than_the_last_run_read_make_its_verdict_stale()
    {
        Prepare(Item());
        Ran(folder.File("app", "obj", "spec.json"), ("app/models/credit.onnx", "pass", "x"));
        Assert.Equal(["models/credit.onnx pass classification x"], Told(Analyze(Item())));
        folder.Write("app/Credit.csproj", "<Project>\n\n  <ItemGroup>\n    <PrivacyGateModel Include=\"models/credit.onnx\" />\n  </ItemGroup>\n</Project>\n");
        Assert.Equal(["models/credit.onnx pass classification x"], Told(Analyze(Item())));
        Assert.Equal(["models/credit.onnx stale-input classification "], Told(Analyze(Item(("MaxAdvantage", "0.50")))));
    }

    /// <summary>The gate of the same build measures anew, so the old figure is told to nobody.</summary>
    [Fact]
    public void A_figure_is_stale_when_data_or_settings_changed_and_holds_again_when_they_are_as_they_were()
    {
        Prepare(Item());
        Ran(folder.File("app", "obj", "spec.json"), ("app/models/credit.onnx", "fail", "x"));
        Assert.Equal(["models/credit.onnx fail classification x"], Told(Analyze(Item())));
        Assert.Equal(["models/credit.onnx stale-input classification "], Told(Analyze("standard", Item())));
        folder.Write("data/train.csv", "y");
        Assert.Equal(["models/credit.onnx stale-input classification "], Told(Analyze(Item())));
        folder.Write("data/train.csv", "x");
        Assert.Equal(["models/credit.onnx fail classification x"], Told(Analyze(Item())));
    }

    [Fact]
    public void On_a_build_server_what_another_job_left_is_stale()
    {
        Prepare(Item());
        Ran(folder.File("app", "obj", "spec.json"), ("app/models/credit.onnx", "fail", "x"));
        var task = Analyze("quick", Item());
        Assert.Equal(["models/credit.onnx fail classification x"], Told(task));
        task.ContinuousIntegration = "true";
        Assert.True(task.Execute());
        Assert.Equal(["models/credit.onnx stale-input classification "], Told(task));
    }

    [Fact]
    public void The_task_of_an_item_is_known_before_the_first_run_and_that_of_a_spec_too()
    {
        Assert.Equal(["models/credit.onnx none regression "], Told(Analyze(Item(("Task", "regression")))));
        folder.Write("privacygate.json", Spec.Replace("\"members\"", "\"task\": \"score\", \"members\"", StringComparison.Ordinal));
        var task = Analyze();
        Assert.Equal(["models/credit.onnx none score "], Told(task));
        Assert.False(task.Active);
    }

    [Fact]
    public void Signs_at_which_the_compiler_ends_a_value_are_written_as_in_an_address()
    {
        folder.Write("app/models/a#b;c %.onnx", "a model");
        var item = Item();
        item.ItemSpec = folder.File("app", "models", "a#b;c %.onnx");
        var file = Assert.Single(Analyze(item).Files);
        Assert.Equal("models/a%23b%3Bc %25.onnx", file.GetMetadata("PrivacyGateModel"));
        Assert.Matches(@"^a_b_c__\.onnx\.[0-9a-f]{8}\.txt$", Path.GetFileName(file.ItemSpec));
    }

    [Fact]
    public void Of_two_entries_with_one_file_the_worse_verdict_counts_and_files_elsewhere_are_told_by_relative_paths()
    {
        folder.Write("shared/other.onnx", "other");
        Ran(folder.Write("privacygate.json", Spec), ("app/models/credit.onnx", "pass", "p"), ("app/models/credit.onnx", "inconclusive", "i"), ("shared/other.onnx", "pass", "q"));
        Assert.Equal(["models/credit.onnx inconclusive classification i", "../shared/other.onnx pass classification q"], Told(Analyze()));
    }

    [Fact]
    public void An_exempt_model_is_told_as_such_and_a_project_without_models_is_watched_unless_others_may_have_them_or_it_says_why()
    {
        var task = Analyze();
        Assert.True(task.Active);
        task.Exempt = [new TaskItem(folder.File("app", "models", "credit.onnx"))];
        Assert.True(task.Execute());
        Assert.Equal(["models/credit.onnx exempt  "], Told(task));
        task.References = [new TaskItem("../Library/Library.csproj")];
        Assert.True(task.Execute());
        Assert.False(task.Active);
        (task.References, task.NoModelReason) = ([], "a library without models");
        Assert.True(task.Execute());
        Assert.False(task.Active);
    }

    [Fact]
    public void Audit_data_is_told_where_it_ships_and_only_there()
    {
        var task = Analyze(Item());
        ITaskItem[] items = [Data("", ""), Data("CopyToOutputDirectory", "Never"), Data("CopyToOutputDirectory", "PreserveNewest"), Data("CopyToPublishDirectory", "Always")];
        Assert.Equal([0, 0, 1, 1], items.Select(item => Shipped(task, copied: item)));
        Assert.Equal(1, Shipped(task, embedded: Data("", "")));
        Assert.Equal("members", task.Files[^1].GetMetadata("PrivacyGateData"));
        Assert.Equal("true", task.Files[^1].GetMetadata("PrivacyGateShips"));
    }

    [Fact]
    public void The_same_knowledge_leaves_the_files_alone_and_old_ones_go()
    {
        var file = Analyze(Item()).Files[0].ItemSpec;
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, longAgo);
        Analyze(Item());
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(file));
        Analyze();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Damaged_results_fail_no_build()
    {
        folder.Write("privacygate.json", "{}");
        foreach (var damaged in new[] { "", "something else\n", "privacygate-models 2\nmodel\tcut", "privacygate-models 2\nmodel\tshort\n", "privacygate-models 1\n" })
        {
            folder.Write("app/obj/models.tsv", damaged);
            var task = Analyze();
            Assert.Empty(task.Files);
            Assert.False(task.Active);
        }

        Assert.Empty(engine.Errors);
        Assert.Empty(engine.Warnings);
    }

    public void Dispose() => folder.Dispose();

    private AnalysisTask Analyze(params ITaskItem[] models) => Analyze(null, models);

    private AnalysisTask Analyze(string? profile, params ITaskItem[] models)
    {
        var task = new AnalysisTask
        {
            Profile = profile,
            Tool = "tool",
            Variable = static _ => null,
            BuildEngine = engine,
            ProjectFile = folder.File("app", "Credit.csproj"),
            Folder = folder.File("app", "obj"),
            StandIns = folder.File("app", "obj.analysis") + Path.DirectorySeparatorChar,
            Models = models,
        };
        Assert.True(task.Execute());
        return task;
    }

    private void Prepare(params ITaskItem[] models) => Assert.True(
        new PrepareTask { BuildEngine = engine, ProjectFile = folder.File("app", "Credit.csproj"), Folder = folder.File("app", "obj"), Tool = "tool", Models = models, Variable = static _ => null }.Execute());

    private TaskItem Item(params (string Name, string Value)[] more)
    {
        var item = new TaskItem(folder.File("app", "models", "credit.onnx"), new Dictionary<string, string> { ["Members"] = "../data/train.csv", ["NonMembers"] = "../data/holdout.csv", ["Label"] = "approved" });
        foreach (var (name, value) in more)
        {
            item.SetMetadata(name, value);
        }

        return item;
    }

    private TaskItem Data(string name, string value) =>
        new(folder.File("data", "train.csv"), name.Length == 0 ? [] : new Dictionary<string, string> { [name] = value });

    private static int Shipped(AnalysisTask task, ITaskItem? copied = null, ITaskItem? embedded = null)
    {
        task.Copied = copied is null ? [] : [copied];
        task.Embedded = embedded is null ? [] : [embedded];
        Assert.True(task.Execute());
        return task.Files.Count(static file => file.GetMetadata("PrivacyGateShips") == "true");
    }

    /// <summary>Leaves what the gate and the command line leave.</summary>
    private void Ran(string spec, params (string Path, string Verdict, string Figure)[] models)
    {
        if (spec == folder.File("privacygate.json"))
        {
            Prepare();
        }

        folder.Write("app/obj/inputs.txt", string.Concat(new[] { spec, folder.File("data", "train.csv") }.Concat(models.Select(model => folder.File(model.Path.Split('/')))).Select(static path => $"{ScriptedAudit.HashOf(path)}\t{path}\n")));
        RanOver(spec, models);
    }

    private void RanOver(string spec, params (string Path, string Verdict, string Figure)[] models) => folder.Write(
        "app/obj/models.tsv",
        $"privacygate-models 2\nspec\t{spec}\t{ScriptedAudit.HashOf(spec)}\t\t\t\n" + string.Concat(models.Select(model => $"model\t{folder.File(model.Path.Split('/'))}\t{ScriptedAudit.HashOf(folder.File(model.Path.Split('/')))}\t{model.Verdict}\t{model.Figure}\tclassification\n")));

    private static IEnumerable<string> Told(AnalysisTask task) =>
        task.Files.Select(static file => $"{file.GetMetadata("PrivacyGateModel")} {file.GetMetadata("PrivacyGateVerdict")} {file.GetMetadata("PrivacyGateTask")} {file.GetMetadata("PrivacyGateFigure")}");
}
