using System.Globalization;
using System.Text.Json;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.MSBuild;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

public sealed class PrepareTaskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingEngine engine = new();

    [Fact]
    public void Items_become_a_spec_with_every_value_in_its_place()
    {
        var metadata = new Dictionary<string, string>
        {
            ["Name"] = "credit \"1\"",
            ["Members"] = @"data\all.csv",
            ["MembersWhere"] = "split == member",
            ["NonMembers"] = "data/all.csv",
            ["NonMembersWhere"] = "split == holdout",
            ["Reference"] = "more.csv",
            ["Label"] = "approved",
            ["Classes"] = "no; yes",
            ["Features"] = "a;b",
            ["Subject"] = "person",
            ["Slices"] = "sex",
            ["Attacks"] = "loss;entropy",
            ["MaxAdvantage"] = "0.10",
            ["MaxTprAtFpr"] = "0.01@0.001",
            ["MaxAuc"] = "0.55",
            ["MaxEpsilon"] = "1.5",
            ["Seed"] = "007",
        };
        Assert.True(Prepare(new TaskItem("models/credit.onnx", metadata)).Execute());

        using var spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "obj", "spec.json")));
        Assert.Equal(
            """{"name":"credit \"1\"","path":"models/credit.onnx","members":{"path":"data/all.csv","where":"split == member"},"nonMembers":{"path":"data/all.csv","where":"split == holdout"},"reference":"more.csv","label":"approved","classes":["no","yes"],"features":["a","b"],"subject":"person","slices":["sex"],"budget":{"advantage":0.10,"tprAtFpr":{"fpr":0.001,"max":0.01},"auc":0.55,"epsilon":1.5},"attacks":["loss","entropy"],"seed":7,"origin":{"file":"Credit.csproj","line":1,"column":1}}""",
            Assert.Single(spec.RootElement.GetProperty("models").EnumerateArray()).GetRawText());
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var task = Prepare(Item(("MaxAdvantage", "0.10"), ("MaxTprAtFpr", "0.01@0.001")));
            Assert.True(task.Execute());
            Assert.Contains("\"advantage\":0.10,\"tprAtFpr\":{\"fpr\":0.001,\"max\":0.01}", File.ReadAllText(task.ConfigFile), StringComparison.Ordinal);
            Assert.False(Prepare(Item(("MaxAdvantage", "0,10"))).Execute());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_same_items_leave_the_files_alone()
    {
        Assert.True(Prepare(Item()).Execute());
        string[] files = [Path.Combine(folder.Path, "obj", "spec.json"), Path.Combine(folder.Path, "obj", "inputs.cache")];
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Array.ForEach(files, file => File.SetLastWriteTimeUtc(file, longAgo));

        Assert.True(Prepare(Item()).Execute());
        Assert.All(files, file => Assert.Equal(longAgo, File.GetLastWriteTimeUtc(file)));

        var other = Prepare(Item());
        other.Seed = "9";
        Assert.True(other.Execute());
        Assert.Equal([true, false], files.Select(file => File.GetLastWriteTimeUtc(file) == longAgo));
    }

    [Theory]
    [InlineData("Mode", "Check ", true)]
    [InlineData("Mode", "on", false)]
    [InlineData("Severity", "WARNING", true)]
    [InlineData("Severity", "none", false)]
    [InlineData("Profile", "Deep", true)]
    [InlineData("Profile", "fast", false)]
    [InlineData("Strict", "True", true)]
    [InlineData("Strict", "1", false)]
    [InlineData("Seed", "9007199254740993", true)]
    [InlineData("Seed", "1e3", false)]
    [InlineData("Seed", "", true)]
    public void Values_are_read_without_regard_to_case_and_never_guessed(string property, string value, bool valid)
    {
        var task = Prepare(Item());
        typeof(PrepareTask).GetProperty(property)!.SetValue(task, value);
        Assert.Equal(valid, task.Execute());
        Assert.All(engine.Errors, error => Assert.Equal("PG0010", error.Code));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said_so()
    {
        folder.Write("obj", "a file where the folder belongs");
        Assert.False(Prepare(Item()).Execute());
        Assert.Equal("PG0014", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void A_message_never_looks_like_the_projects_name()
    {
        Assert.False(Prepare(Item(("MaxAdvantage", "1 [x]"))).Execute());
        Assert.DoesNotContain(" [", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Members", "PG0007")]
    [InlineData("NonMembers", "PG0007")]
    [InlineData("Label", "PG0007")]
    public void What_an_audit_cannot_do_without_is_asked_for(string missing, string code)
    {
        var item = Item();
        item.RemoveMetadata(missing);
        Assert.False(Prepare(item).Execute());
        Assert.Equal(code, Assert.Single(engine.Errors).Code);
    }

    [Theory]
    [InlineData("privacygateseverty")]
    [InlineData("PrivacyGatMode")]
    [InlineData("PrivacyGateStict")]
    [InlineData("PrivacyGateProfil")]
    [InlineData("PirvacyGateMode")]
    [InlineData("PrviacyGateStrict")]
    [InlineData("rivacyGateStrict")]
    [InlineData("PrivacyGateMaxAdvantage")]
    [InlineData("PrivacyGateBudget")]
    [InlineData("PRIVACYGATEBASELINE")]
    public void A_property_two_letters_off_or_named_like_ours_is_refused_and_others_are_not_ours(string misspelt)
    {
        var project = $"<Project>\n <PropertyGroup>\n  <PrivacyGateVersion>1</PrivacyGateVersion><OutputType>Exe</OutputType><_PrivacyGateTool />\n  <{misspelt}>off</{misspelt}>\n </PropertyGroup>\n</Project>";
        Assert.False(Prepare(project, Item()).Execute());
        var error = Assert.Single(engine.Errors);
        Assert.Equal(("PG0010", "Credit.csproj", 4, 3), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
    }

    [Fact]
    public void Each_item_is_found_where_it_stands()
    {
        const string Project = "<Project>\n <ItemGroup>\n  <PrivacyGateModel Include=\"a.onnx\" Label=\"x\" />\n  <PrivacyGateModel Include=\"models/**/*.onnx\" Label=\"y\" />\n </ItemGroup>\n</Project>";
        var task = Prepare(Project, Item("a.onnx"), Item("models/deep/b.onnx"));
        Assert.True(task.Execute());
        using var spec = JsonDocument.Parse(File.ReadAllText(task.ConfigFile));
        Assert.Equal([3, 4], spec.RootElement.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("origin").GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData("PirvacyGateModel")]
    [InlineData("PrivacyGateModels")]
    [InlineData("PrivacyGateSuppress")]
    public void An_item_misspelt_or_named_like_ours_is_refused(string misspelt)
    {
        Assert.False(Prepare($"<Project><ItemGroup><{misspelt} Include=\"a.onnx\" /><Compile Include=\"a.cs\" /></ItemGroup></Project>", Item()).Execute());
        var error = Assert.Single(engine.Errors);
        Assert.Equal("PG0010", error.Code);
        Assert.Contains($"unknown item '{misspelt}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxAdvantage", "")]
    [InlineData("MaxTprAtFpr", " ")]
    [InlineData("MaxAuc", "")]
    [InlineData("MaxEpsilon", "")]
    [InlineData("MembersWhere", "")]
    [InlineData("NonMembersWhere", "")]
    [InlineData("Attacks", " ; ")]
    [InlineData("Slices", "")]
    public void Blank_metadata_is_refused_not_replaced_by_the_default(string name, string value)
    {
        Assert.False(Prepare(Item((name, value))).Execute());
        var error = Assert.Single(engine.Errors);
        Assert.Equal("PG0010", error.Code);
        Assert.Contains($"{name} is blank", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PrivacyGateModel", "models/*.onnx;moved/*.onnx", "moved/*.onnx")]
    [InlineData("privacygatemodel", "moved/**/*.onnx", "moved/**/*.onnx")]
    [InlineData("PrivacyGateModel", "$(Models)/old/*.onnx;models/*.onnx", "$(Models)/old/*.onnx")]
    [InlineData("PrivacyGateModel", "models/*.onnx;models/?.onnx", "models/?.onnx")]
    public void Each_part_of_an_include_must_match(string item, string include, string missed)
    {
        Assert.False(Prepare($"<Project>\n <ItemGroup>\n  <{item} Include=\"{include}\" Label=\"y\" />\n </ItemGroup>\n</Project>", Item("models/score.onnx")).Execute());
        var error = Assert.Single(engine.Errors);
        Assert.Equal(("PG0020", 3), (error.Code, error.LineNumber));
        Assert.Contains($"'{missed}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models/*.onnx", "", "models/credit.onnx")]
    [InlineData(@".\models\**\*.onnx", "models/old/*.onnx", "models/credit.onnx")]
    [InlineData("mod*/c?edit.onnx;", "", "models/credit.onnx")]
    public void A_model_that_the_build_has_made_is_what_the_wildcard_names(string include, string exclude, string path)
    {
        foreach (var made in new[] { "models/credit.onnx", "models/notes.txt", "models/old/credit.onnx" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(made))!);
            File.WriteAllText(folder.File(made), "");
        }

        var element = $"<PrivacyGateModel Include=\"{include}\" Exclude=\"{exclude}\" Members=\"m.csv\" Label=\"y\"><NonMembers>n.csv</NonMembers></PrivacyGateModel>";
        Assert.True(Prepare($"<Project>\n <ItemGroup>\n  {element}\n </ItemGroup>\n</Project>").Execute(), string.Join('\n', engine.Errors.Select(e => e.Message)));
        using var spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "obj", "spec.json")));
        Assert.Equal(
            """{"path":"PATH","members":"m.csv","nonMembers":"n.csv","label":"y","origin":{"file":"Credit.csproj","line":3,"column":3}}""".Replace("PATH", path, StringComparison.Ordinal),
            Assert.Single(spec.RootElement.GetProperty("models").EnumerateArray()).GetRawText());
    }

    [Fact]
    public void A_model_that_the_build_has_made_is_an_error_where_properties_say_what_it_is()
    {
        Directory.CreateDirectory(folder.File("models"));
        File.WriteAllText(folder.File("models/credit.onnx"), "");
        Assert.False(Prepare("<Project><ItemGroup><PrivacyGateModel Include=\"models/*.onnx\" Members=\"$(Data)\" NonMembers=\"n.csv\" Label=\"y\" /></ItemGroup></Project>").Execute());
        var error = Assert.Single(engine.Errors);
        Assert.Equal("PG0020", error.Code);
        Assert.Contains("made models/credit.onnx since", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./models//*.onnx")]
    [InlineData(@"models\*.onnx;models/score.onnx;")]
    [InlineData("$(Models)/*.onnx;$(More)")]
    [InlineData("@(Other->'%(Identity)*');$([System.String]::Join(';', 'a*', 'b*'))")]
    public void A_part_that_matches_or_cannot_be_read_is_no_error(string include)
    {
        var written = System.Security.SecurityElement.Escape(include);
        Assert.True(Prepare($"<Project><ItemGroup><PrivacyGateModel Include=\"{written}\" Label=\"y\" /></ItemGroup></Project>", Item("models/score.onnx")).Execute(), string.Join('\n', engine.Errors.Select(e => e.Message)));
    }

    [Fact]
    public void When_nothing_is_gated_any_more_the_last_verdict_is_forgotten()
    {
        Directory.CreateDirectory(folder.File(".git"));
        folder.Write("obj/attack.stamp", "a stamp");
        folder.Write("obj/verdict.tsv", "a verdict");
        Assert.True(Prepare().Execute());
        Assert.Equal("PG0001", Assert.Single(engine.Warnings).Code);
        Assert.DoesNotContain("obj/verdict.tsv", folder.Names());
        Assert.DoesNotContain("obj/attack.stamp", folder.Names());
        var guard = new GuardTask { BuildEngine = engine, Folders = [new TaskItem(folder.File("obj"))], Variable = static _ => null, ProjectFile = folder.File("Credit.csproj") };
        Assert.True(guard.Execute());
    }

    public void Dispose() => folder.Dispose();

    private static TaskItem Item(params (string Name, string Value)[] more) => Item("model.onnx", more);

    private static TaskItem Item(string path, params (string Name, string Value)[] more)
    {
        var item = new TaskItem(path);
        foreach (var (name, value) in new[] { ("Members", "m.csv"), ("NonMembers", "n.csv"), ("Label", "y") }.Concat(more))
        {
            item.SetMetadata(name, value);
        }

        return item;
    }

    private PrepareTask Prepare(params ITaskItem[] models) => Prepare("<Project />", models);

    private PrepareTask Prepare(string project, params ITaskItem[] models) => new()
    {
        BuildEngine = engine,
        ProjectFile = folder.Write("Credit.csproj", project),
        Folder = Path.Combine(folder.Path, "obj"),
        Tool = "privacygate.dll",
        Models = models,
        Variable = static _ => null,
    };
}
