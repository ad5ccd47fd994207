using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Tests;

/// <summary>A kept audit is served only to a spec that would make the same one.</summary>
public sealed class AuditKeyTests : IDisposable
{
    private readonly Clinic clinic = Clinic.Private();

    /// <summary>Two values of the keys that need others beside them, files that are there, or values that are easily taken for one another. Those of all other keys come from the schema.</summary>
    private static readonly IReadOnlyDictionary<string, (string One, string Other)> Special = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["path"] = ("\"path\": \"tumour.onnx\"", "\"path\": \"copy.onnx\""),
        ["members.path"] = (Text("members", "members.csv"), Text("members", "copy.csv")),
        ["members.where"] = (Source("members", "a == 1"), Source("members", "a == 2")),
        ["nonMembers.path"] = (Text("nonMembers", "holdout.csv"), Text("nonMembers", "copy.csv")),
        ["nonMembers.where"] = (Source("nonMembers", "a == 1"), Source("nonMembers", "b == 1")),
        ["reference.path"] = (Text("reference", "copy.csv"), Text("reference", "other.csv")),
        ["reference.where"] = (Source("reference", "a == 1"), Source("reference", "a != 1")),
        ["task"] = ("\"task\": \"score\"", "\"task\": \"reconstruction\""),
        ["target"] = ("\"target\": [\"a\", \"b\"], \"task\": \"regression\"", "\"target\": [\"b\", \"a\"], \"task\": \"regression\""),
        ["group"] = ("\"group\": \"q\", \"target\": [\"b\"], \"task\": \"ranking\"", "\"group\": \"r\", \"target\": [\"b\"], \"task\": \"ranking\""),
        ["classes"] = ("\"classes\": [\"a, b\", \"c\"]", "\"classes\": [\"a\", \"b, c\"]"),
        ["features"] = ("\"features\": [\"a\", \"b\"]", "\"features\": [\"b\", \"a\"]"),
        ["subject"] = (Text("subject", "patient"), Text("subject", "(each record stands for itself)")),
        ["accuracy.tolerance"] = ("\"accuracy\": { \"members\": 0.9, \"tolerance\": 0.01 }", "\"accuracy\": { \"members\": 0.9, \"tolerance\": 0.02 }"),
        ["budget.tprAtFpr.fpr"] = ("\"budget\": { \"tprAtFpr\": { \"fpr\": 0.01, \"max\": 0.1 } }", "\"budget\": { \"tprAtFpr\": { \"fpr\": 0.02, \"max\": 0.1 } }"),
        ["budget.tprAtFpr.max"] = ("\"budget\": { \"tprAtFpr\": { \"fpr\": 0.01, \"max\": 0.1 } }", "\"budget\": { \"tprAtFpr\": { \"fpr\": 0.01, \"max\": 0.2 } }"),
        ["shadows.source"] = Shadows("\"source\": \"auditor\"", "\"source\": \"model-based\""),
        ["shadows.base"] = Shadows("\"base\": \"tumour.onnx\"", "\"base\": \"copy.onnx\""),
        ["shadows.models"] = Shadows("\"models\": [\"tumour.onnx\"], \"index\": \"members.csv\"", "\"models\": [\"copy.onnx\"], \"index\": \"members.csv\""),
        ["shadows.index"] = Shadows("\"models\": [\"tumour.onnx\"], \"index\": \"members.csv\"", "\"models\": [\"tumour.onnx\"], \"index\": \"holdout.csv\""),
        ["origin.line"] = ("\"origin\": { \"file\": \"a.csproj\", \"line\": 1 }", "\"origin\": { \"file\": \"a.csproj\", \"line\": 2 }"),
        ["origin.column"] = ("\"origin\": { \"file\": \"a.csproj\", \"line\": 1, \"column\": 1 }", "\"origin\": { \"file\": \"a.csproj\", \"line\": 1, \"column\": 2 }"),
    };

    public static TheoryData<string> Keys => [.. SpecTable.Paths];

    [Fact]
    public void Every_special_case_is_one_of_a_key_there_is() => Assert.Empty(Special.Keys.Except(SpecTable.Paths));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_changed_value_changes_the_key_unless_it_is_declared_irrelevant(string key)
    {
        var (one, other) = Special.TryGetValue(key, out var special) ? special : SchemaValues.Of(key);
        Assert.Equal(KeyOf(one), KeyOf(one));

        // fpr is no limit: it says at which rate the figure is made.
        var irrelevant = key != "budget.tprAtFpr.fpr" && SpecTable.Irrelevant.Keys.Any(name => key == name || key.StartsWith(name + ".", StringComparison.Ordinal));
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

    public void Dispose() => clinic.Dispose();

    private static string Text(string key, string value) => $"\"{key}\": \"{value}\"";

    private static string Source(string role, string where) => $"\"{role}\": {{ \"path\": \"copy.csv\", \"where\": \"{where}\" }}";

    private static (string One, string Other) Shadows(string one, string other) => ($"\"shadows\": {{ {one} }}", $"\"shadows\": {{ {other} }}");

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
        if (change.Contains("\"task\"", StringComparison.Ordinal))
        {
            // Of a classifier alone.
            plain.Remove("label");
        }

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
