using PrivacyGate.IO.Spec;
using PrivacyGate.Run;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Tests;

/// <summary>A kept audit is served only to a spec that would make the same one.</summary>
public sealed class AuditKeyTests : IDisposable
{
    private readonly Clinic clinic = Clinic.Private();

    /// <summary>Each key of the spec beside two values of the objects it stands in.</summary>
    private static readonly IReadOnlyDictionary<string, (string One, string Other)> Changes = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["name"] = (Text("name", "one"), Text("name", "other")),
        ["path"] = ("\"path\": \"tumour.onnx\"", "\"path\": \"copy.onnx\""),
        ["members"] = (Text("members", "members.csv"), Text("members", "copy.csv")),
        ["members.where"] = (Source("members", "a == 1"), Source("members", "a == 2")),
        ["nonMembers"] = (Text("nonMembers", "holdout.csv"), Text("nonMembers", "copy.csv")),
        ["nonMembers.where"] = (Source("nonMembers", "a == 1"), Source("nonMembers", "b == 1")),
        ["reference"] = (Text("reference", "copy.csv"), Text("reference", "other.csv")),
        ["reference.where"] = (Source("reference", "a == 1"), Source("reference", "a != 1")),
        ["label"] = (Text("label", "diagnosis"), Text("label", "mean radius")),
        ["classes"] = ("\"classes\": [\"a, b\", \"c\"]", "\"classes\": [\"a\", \"b, c\"]"),
        ["features"] = ("\"features\": [\"a\", \"b\"]", "\"features\": [\"b\", \"a\"]"),
        ["missing"] = (Text("missing", "nan"), Text("missing", "refuse")),
        ["subject"] = (Text("subject", "patient"), Text("subject", "(each record stands for itself)")),
        ["slices"] = ("\"slices\": [\"a\"]", "\"slices\": [\"a\", \"b\"]"),
        ["output.name"] = ("\"output\": { \"name\": \"a\" }", "\"output\": { \"name\": \"b\" }"),
        ["output.kind"] = ("\"output\": { \"kind\": \"logits\" }", "\"output\": { \"kind\": \"probabilities\" }"),
        ["accuracy.members"] = ("\"accuracy\": { \"members\": 0.9 }", "\"accuracy\": { \"members\": 0.91 }"),
        ["accuracy.nonMembers"] = ("\"accuracy\": { \"nonMembers\": 0.9 }", "\"accuracy\": { \"nonMembers\": 0.91 }"),
        ["accuracy.tolerance"] = ("\"accuracy\": { \"members\": 0.9, \"tolerance\": 0.01 }", "\"accuracy\": { \"members\": 0.9, \"tolerance\": 0.02 }"),
        ["budget.advantage"] = ("\"budget\": { \"advantage\": 0.1 }", "\"budget\": { \"advantage\": 0.2 }"),
        ["budget.tprAtFpr.fpr"] = ("\"budget\": { \"tprAtFpr\": { \"fpr\": 0.01, \"max\": 0.1 } }", "\"budget\": { \"tprAtFpr\": { \"fpr\": 0.02, \"max\": 0.1 } }"),
        ["budget.tprAtFpr.max"] = ("\"budget\": { \"tprAtFpr\": { \"fpr\": 0.01, \"max\": 0.1 } }", "\"budget\": { \"tprAtFpr\": { \"fpr\": 0.01, \"max\": 0.2 } }"),
        ["budget.auc"] = ("\"budget\": { \"auc\": 0.6 }", "\"budget\": { \"auc\": 0.7 }"),
        ["budget.epsilon"] = ("\"budget\": { \"epsilon\": 1 }", "\"budget\": { \"epsilon\": 2 }"),
        ["attacks"] = ("\"attacks\": [\"loss\"]", "\"attacks\": [\"gap\"]"),
        ["knowledge"] = (Text("knowledge", "black-box"), Text("knowledge", "white-box")),
        ["shadows.count"] = Shadows("\"count\": 8", "\"count\": 16"),
        ["shadows.source"] = Shadows("\"source\": \"auditor\"", "\"source\": \"model-based\""),
        ["shadows.noise"] = Shadows("\"source\": \"noisy\", \"noise\": 0.1", "\"source\": \"noisy\", \"noise\": 0.2"),
        ["shadows.training.epochs"] = Training("\"epochs\": 1", "\"epochs\": 2"),
        ["shadows.training.batchSize"] = Training("\"batchSize\": 1", "\"batchSize\": 2"),
        ["shadows.training.optimizer"] = Training("\"optimizer\": \"adam\"", "\"optimizer\": \"sgd\""),
        ["shadows.training.learningRate"] = Training("\"learningRate\": 0.1", "\"learningRate\": 0.2"),
        ["shadows.training.momentum"] = Training("\"optimizer\": \"sgd\", \"momentum\": 0.1", "\"optimizer\": \"sgd\", \"momentum\": 0.2"),
        ["shadows.training.weightDecay"] = Training("\"weightDecay\": 0.1", "\"weightDecay\": 0.2"),
        ["shadows.training.schedule"] = Training("\"schedule\": \"constant\", \"epochs\": 9", "\"schedule\": \"cosine\", \"epochs\": 9"),
        ["shadows.training.warmupEpochs"] = Training("\"epochs\": 9, \"warmupEpochs\": 1", "\"epochs\": 9, \"warmupEpochs\": 2"),
        ["shadows.training.records"] = Training("\"records\": 100", "\"records\": 200"),
        ["shadows.command"] = Shadows("\"command\": \"train {members} {model}\"", "\"command\": \"other {members} {model}\""),
        ["shadows.timeout"] = Shadows("\"command\": \"train {members} {model}\", \"timeout\": 60", "\"command\": \"train {members} {model}\", \"timeout\": 120"),
        ["shadows.models"] = Shadows("\"models\": [\"tumour.onnx\"], \"index\": \"members.csv\"", "\"models\": [\"copy.onnx\"], \"index\": \"members.csv\""),
        ["shadows.index"] = Shadows("\"models\": [\"tumour.onnx\"], \"index\": \"members.csv\"", "\"models\": [\"tumour.onnx\"], \"index\": \"holdout.csv\""),
        ["labelOnly.queries"] = LabelOnly("\"queries\": 100", "\"queries\": 200"),
        ["labelOnly.norm"] = LabelOnly("\"norm\": \"l2\"", "\"norm\": \"linf\""),
        ["labelOnly.fixed"] = LabelOnly("\"fixed\": [\"a\"]", "\"fixed\": [\"b\"]"),
        ["limits.nodes"] = ("\"limits\": { \"nodes\": 1000 }", "\"limits\": { \"nodes\": 2000 }"),
        ["limits.memory"] = ("\"limits\": { \"memory\": 1000 }", "\"limits\": { \"memory\": 2000 }"),
        ["seed"] = ("\"seed\": 1", "\"seed\": 2"),
        ["origin.file"] = ("\"origin\": { \"file\": \"a.csproj\" }", "\"origin\": { \"file\": \"b.csproj\" }"),
        ["origin.line"] = ("\"origin\": { \"file\": \"a.csproj\", \"line\": 1 }", "\"origin\": { \"file\": \"a.csproj\", \"line\": 2 }"),
        ["origin.column"] = ("\"origin\": { \"file\": \"a.csproj\", \"line\": 1, \"column\": 1 }", "\"origin\": { \"file\": \"a.csproj\", \"line\": 1, \"column\": 2 }"),
    };

    public static TheoryData<string> Keys => [.. Changes.Keys];

    [Fact]
    public void Every_key_of_the_spec_is_tried() => Assert.Equal(LeafKeys().Order(StringComparer.Ordinal), Changes.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_changed_value_changes_the_key_unless_it_is_declared_irrelevant(string key)
    {
        var (one, other) = Changes[key];
        Assert.Equal(KeyOf(one), KeyOf(one));

        // fpr is no limit: it says at which rate the figure is made.
        var irrelevant = key != "budget.tprAtFpr.fpr" && AuditKey.Irrelevant.Keys.Any(name => key == name || key.StartsWith(name + ".", StringComparison.Ordinal));
        if (irrelevant)
        {
            Assert.Equal(KeyOf(one), KeyOf(other));
        }
        else
        {
            Assert.NotEqual(KeyOf(one), KeyOf(other));
        }
    }

    [Fact]
    public void A_limit_on_another_figure_changes_the_key() =>
        Assert.NotEqual(KeyOf("\"budget\": { \"advantage\": 0.1 }"), KeyOf("\"budget\": { \"advantage\": 0.1, \"auc\": 0.6 }"));

    [Fact]
    public void What_the_run_brings_changes_the_key()
    {
        var spec = Read("\"seed\": 1");
        string Key(Profile? profile = null, string model = "0", long seed = 1, string runtime = "1.31.1") =>
            AuditKey.Of(spec, profile ?? Profile.Quick, model, seed, new FileHashes(false), runtime);

        string[] keys = [Key(), Key(profile: Profile.Standard), Key(model: "1"), Key(seed: 2), Key(runtime: "1.31.2")];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Every_reason_is_one_of_a_key_there_is() =>
        Assert.All(AuditKey.Irrelevant, static pair => Assert.Contains(Changes.Keys, key => key == pair.Key || key.StartsWith(pair.Key + ".", StringComparison.Ordinal)));

    public void Dispose() => clinic.Dispose();

    private static string Text(string key, string value) => $"\"{key}\": \"{value}\"";

    private static string Source(string role, string where) => $"\"{role}\": {{ \"path\": \"copy.csv\", \"where\": \"{where}\" }}";

    private static (string One, string Other) Shadows(string one, string other) => ($"\"shadows\": {{ {one} }}", $"\"shadows\": {{ {other} }}");

    private static (string One, string Other) Training(string one, string other) => Shadows($"\"training\": {{ {one} }}", $"\"training\": {{ {other} }}");

    private static (string One, string Other) LabelOnly(string one, string other) => ($"\"labelOnly\": {{ {one} }}", $"\"labelOnly\": {{ {other} }}");

    private static IEnumerable<string> LeafKeys()
    {
        Dictionary<string, IReadOnlyList<string>> inner = new(StringComparer.Ordinal)
        {
            ["output"] = SpecKeys.Output,
            ["accuracy"] = SpecKeys.Accuracy,
            ["budget"] = SpecKeys.Budget,
            ["budget.tprAtFpr"] = SpecKeys.TprAtFpr,
            ["shadows"] = SpecKeys.Shadows,
            ["shadows.training"] = SpecKeys.Training,
            ["labelOnly"] = SpecKeys.LabelOnly,
            ["limits"] = SpecKeys.Limits,
            ["origin"] = SpecKeys.Origin,
        };
        string[] sources = ["members", "nonMembers", "reference"];
        return SpecKeys.Model.SelectMany(Leaves);

        IEnumerable<string> Leaves(string key) =>
            inner.TryGetValue(key, out var keys) ? keys.SelectMany(name => Leaves($"{key}.{name}"))
            : sources.Contains(key) ? [key, .. SpecKeys.Source.Where(static name => name != "path").Select(name => $"{key}.{name}")]
            : [key];
    }

    private string KeyOf(string change) => AuditKey.Of(Read(change), Profile.Quick, new string('0', 64), 1, new FileHashes(false), "1.31.1");

    private ModelSpec Read(string change)
    {
        var plain = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["path"] = Text("path", "tumour.onnx"),
            ["members"] = Text("members", "members.csv"),
            ["nonMembers"] = Text("nonMembers", "holdout.csv"),
            ["label"] = Text("label", "diagnosis"),
        };
        plain[change.Split('"')[1]] = change;
        foreach (var name in new[] { "copy.onnx", "copy.csv", "other.csv" })
        {
            clinic.Write(name, "");
        }

        clinic.Write("privacygate.json", $"{{ \"models\": [ {{ {string.Join(", ", plain.Values)} }} ] }}");
        var result = SpecReader.Read(clinic.File("privacygate.json"), null);
        Assert.Empty(result.Errors.Select(static error => $"{error.Id} {error.Message}"));
        return result.Spec!.Models[0];
    }
}
