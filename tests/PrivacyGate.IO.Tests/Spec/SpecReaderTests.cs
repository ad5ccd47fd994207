using System.Text;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

public sealed class SpecReaderTests
{
    [Fact]
    public void A_minimal_spec_is_filled_with_the_defaults()
    {
        var model = SpecText.Model("\"seed\": 1");

        Assert.Equal("m", model.Name.Value);
        Assert.True(model.Name.IsDefault);
        Assert.Equal(("m.onnx", "a.csv", "b.csv", "y"), (model.Model.Path, model.Members.File.Path, model.NonMembers.File.Path, model.Label!.Value));
        Assert.Equal(Budget.Default, model.Budget.Limits);
        Assert.True(model.Budget.Advantage!.IsDefault);
        Assert.Null(model.Attacks);
        Assert.Null(model.Features);
        Assert.Null(model.OutputKind);
        Assert.Equal(new SourceLocation("privacygate.json", 1, 20), model.Location);
        Assert.Equal(1, SpecText.Read(SpecText.Minimal).Spec!.Models[0].Seed.Value);
    }

    [Theory]
    [InlineData("features")]
    [InlineData("classes")]
    public void A_list_is_read_in_time_proportional_to_its_length(string key)
    {
        var names = Enumerable.Range(0, 100_000).Select(static i => $"\"name{i}\"");
        var started = TimeProvider.System.GetTimestamp();

        var model = SpecText.Model($"\"{key}\": [{string.Join(", ", names)}]");

        Assert.Equal(100_000, (key == "features" ? model.Features : model.Classes)!.Value.Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    [Fact]
    public void Places_in_one_long_line_are_counted_right()
    {
        var errors = SpecText.Read(SpecText.Minimal.Replace("\"label\":\"y\"", "\"label\":\"y\",\"\u00fcx\":1,\"seed\":\"s\",\"\U0001F600\":2,\"name\":3", StringComparison.Ordinal)).Errors;

        var line = SpecText.Minimal[..SpecText.Minimal.IndexOf("}]}", StringComparison.Ordinal)];
        Assert.Equal(
            [line.Length + 2, line.Length + 2 + "\"\u00fcx\":1,\"seed\":".Length, line.Length + 2 + "\"\u00fcx\":1,\"seed\":\"s\",".Length, line.Length + 2 + "\"\u00fcx\":1,\"seed\":\"s\",\"\U0001F600\":2,\"name\":".Length],
            errors.Select(static error => error.Location!.Column));
    }

    [Theory]
    [InlineData("3", "PG0005", 0, "'path' and 'where'")]
    [InlineData("{\"where\": \"a == b\"}", "PG0007", 0, "'path'")]
    [InlineData("{\"path\": \"c.csv\", \"where\": \"a = b\"}", "PG0004", 30, "== or !=")]
    [InlineData("{\"path\": \"c.csv\", \"filter\": \"a\"}", "PG0003", 18, "known: 'path', 'where'")]
    [InlineData("\"./x/../a.csv\"", "PG0006", 0, "same records")]
    public void A_wrong_source_is_refused_with_code_and_column(string source, string id, int offset, string says)
    {
        const string key = "\"nonMembers\":";
        var error = Assert.Single(SpecText.Read(SpecText.Minimal.Replace(key + "\"b.csv\"", key + source, StringComparison.Ordinal)).Errors);

        Assert.Equal((id, SpecText.Minimal.IndexOf(key, StringComparison.Ordinal) + key.Length + 1 + offset), (error.Id, error.Location!.Column));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_becomes_a_type()
    {
        var model = SpecText.Model("""
            "name": "Kredit \u00fc", "classes": ["no", 1, true], "features": ["f2", "f 1"],
            "subject": "person", "slices": ["sex", "age"], "output": {"name": "prob", "kind": "log-probabilities"},
            "budget": {"advantage": 0, "tprAtFpr": {"fpr": 1e-3, "max": 1}, "auc": 0.5, "epsilon": 2.5},
            "attacks": ["loss", "gap"], "seed": 9007199254740992
            """);

        Assert.Equal("Kredit \u00fc", model.Name.Value);
        Assert.Equal(["no", "1", "true"], model.Classes!.Value);
        Assert.Equal(["f2", "f 1"], model.Features!.Value);
        Assert.Equal("person", model.Subject!.Value);
        Assert.Equal(["sex", "age"], model.Slices!.Value);
        Assert.Equal(("prob", OutputKind.LogProbabilities), (model.OutputName!.Value, model.OutputKind!.Value));
        Assert.Equal(new Budget(0, new TprLimit(0.001, 1), 0.5, 2.5), model.Budget.Limits);
        Assert.Equal(["loss", "gap"], model.Attacks!.Value);
        Assert.Equal(1L << 53, model.Seed.Value);
        Assert.Equal(["members", "nonMembers"], model.Sources.Select(source => source.Role));
    }

    [Theory]
    [InlineData("0.97", 0.97, null, 0.02)]
    [InlineData("{\"members\": 1, \"nonMembers\": 0.8, \"tolerance\": 0}", 1.0, 0.8, 0.0)]
    [InlineData("{\"nonMembers\": 0.5}", null, 0.5, 0.02)]
    public void Accuracy_is_a_number_or_an_object(string accuracy, double? members, double? nonMembers, double tolerance) =>
        Assert.Equal(new ExpectedAccuracy(members, nonMembers, tolerance), SpecText.Model($"\"accuracy\": {accuracy}").Accuracy!.Value);

    [Fact]
    public void A_slice_may_name_the_label() =>
        Assert.Equal(["y"], SpecText.Model("\"slices\": [\"y\"]").Slices!.Value);

    [Fact]
    public void A_stated_budget_limits_only_what_it_names() =>
        Assert.Equal(new Budget(Auc: 0.6), SpecText.Model("\"budget\": {\"auc\": 0.6}").Budget.Limits);

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_fine()
    {
        var text = "/* a */ {\n// b\n\"models\":[{\"path\":\"m.onnx\",\"members\":\"a.csv\",\"nonMembers\":\"b.csv\",\"label\":\"y\",},],}// c\n";

        var result = SpecText.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);

        Assert.Empty(result.Errors);
        Assert.Equal(new SourceLocation("privacygate.json", 3, 19), result.Spec!.Models[0].Location);
    }

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_file()
    {
        var result = SpecText.Read("{\n\"modles\": 1,\n\"models\": [\n{\"path\": 7,\n\"members\": \"a.csv\",\n\"label\": \"\",\n\"budget\": {\"advantage\": 2},\n\"attacks\": [\"losss\", \"lira-x\"]\n}]}");

        Assert.Equal(
            [("PG0003", 2, 1), ("PG0007", 4, 1), ("PG0005", 4, 10), ("PG0006", 6, 10), ("PG0006", 7, 25), ("PG0004", 8, 13), ("PG0004", 8, 22)],
            result.Errors.Select(error => (error.Id, error.Location!.Line, error.Location.Column)));
    }

    [Theory]
    [InlineData("\"memebrs\": \"a\"", "PG0003", 1, "did you mean 'members'?")]
    [InlineData("\"Seed\": 1", "PG0003", 1, "did you mean 'seed'?")]
    [InlineData("\"whatever\": 1", "PG0003", 1, "known: 'name'")]
    [InlineData("\"label\": \"z\"", "PG0009", 1, "'label' is given twice")]
    [InlineData("\"seed\": \"1\"", "PG0005", 9, "write a number")]
    [InlineData("\"seed\": -1", "PG0006", 9, "whole number")]
    [InlineData("\"seed\": 1.5", "PG0006", 9, "whole number")]
    [InlineData("\"seed\": 9007199254740993", "PG0006", 9, "9007199254740992")]
    [InlineData("\"seed\": 1e400", "PG0006", 9, "1e400")]
    [InlineData("\"budget\": 0.1", "PG0005", 11, "an object")]
    [InlineData("\"budget\": {}", "PG0007", 11, "states no limit")]
    [InlineData("\"budget\": {\"advantge\": 0.1}", "PG0003", 12, "did you mean 'advantage'?")]
    [InlineData("\"budget\": {\"advantage\": 1.01}", "PG0006", 25, "0 to 1")]
    [InlineData("\"budget\": {\"advantage\": -0.1}", "PG0006", 25, "0 to 1")]
    [InlineData("\"budget\": {\"advantage\": \"10%\"}", "PG0005", 25, "a number")]
    [InlineData("\"budget\": {\"advantage\": null}", "PG0005", 25, "null")]
    [InlineData("\"budget\": {\"auc\": 0.4}", "PG0006", 19, "0.5 to 1")]
    [InlineData("\"budget\": {\"epsilon\": -1}", "PG0006", 23, "at least 0")]
    [InlineData("\"budget\": {\"epsilon\": 1e999}", "PG0006", 23, "at least 0")]
    [InlineData("\"budget\": {\"tprAtFpr\": {\"fpr\": 0, \"max\": 0.1}}", "PG0006", 32, "between 0 and 1")]
    [InlineData("\"budget\": {\"tprAtFpr\": {\"fpr\": 1, \"max\": 0.1}}", "PG0006", 32, "between 0 and 1")]
    [InlineData("\"budget\": {\"tprAtFpr\": {\"fpr\": 0.1, \"max\": 1.1}}", "PG0006", 44, "0 to 1")]
    [InlineData("\"budget\": {\"tprAtFpr\": {\"fpr\": 0.1}}", "PG0007", 24, "'max'")]
    [InlineData("\"attacks\": []", "PG0006", 12, "at least 1")]
    [InlineData("\"attacks\": \"loss\"", "PG0005", 12, "a list")]
    [InlineData("\"attacks\": [\"loss\", \"loss\"]", "PG0009", 21, "given twice")]
    [InlineData("\"attacks\": [\"Loss\"]", "PG0004", 13, "did you mean 'loss'?")]
    [InlineData("\"attacks\": [\"shadow\"]", "PG0004", 13, "known: gap, loss, loss-mean")]
    [InlineData("\"attacks\": [3]", "PG0005", 13, "attacks[0]")]
    [InlineData("\"shadows\": {\"count\": 3}", "PG0006", 22, "an even number from 4 to 1024")]
    [InlineData("\"shadows\": {\"count\": 17}", "PG0006", 22, "an even number")]
    [InlineData("\"shadows\": {\"cuont\": 16}", "PG0003", 13, "did you mean 'count'?")]
    [InlineData("\"shadows\": {\"source\": \"referense\"}", "PG0004", 23, "did you mean 'reference'?")]
    [InlineData("\"shadows\": {\"source\": \"reference\"}", "PG0007", 23, "add the key 'reference'")]
    [InlineData("\"shadows\": {\"noise\": 0.6}", "PG0006", 22, "up to 0.5")]
    [InlineData("\"shadows\": {\"training\": {\"epochs\": 0}}", "PG0006", 36, "at least 1")]
    [InlineData("\"shadows\": {\"training\": {\"optimizer\": \"adm\"}}", "PG0004", 39, "did you mean 'adam'?")]
    [InlineData("\"shadows\": {\"training\": {\"learningRate\": 0}}", "PG0006", 42, "above 0")]
    [InlineData("\"shadows\": {\"training\": {\"momentum\": 1}}", "PG0006", 38, "below 1")]
    [InlineData("\"shadows\": {\"models\": [\"a.onnx\"]}", "PG0007", 12, "'index'")]
    [InlineData("\"shadows\": {\"index\": \"a.csv\"}", "PG0003", 22, "'models'")]
    [InlineData("\"shadows\": {\"command\": \"t {out}\", \"models\": [\"a\"], \"index\": \"i\"}", "PG0006", 24, "side by side")]
    [InlineData("\"labelOnly\": {\"queries\": 0}", "PG0006", 26, "at least 1")]
    [InlineData("\"labelOnly\": {\"norm\": \"l1\"}", "PG0004", 23, "did you mean 'l2'?")]
    [InlineData("\"limits\": {\"nodes\": 0}", "PG0006", 21, "at least 1")]
    [InlineData("\"limits\": {\"memory\": \"8 GB\"}", "PG0005", 22, "is a text")]
    [InlineData("\"limits\": {\"memmory\": 1}", "PG0003", 12, "did you mean 'memory'?")]
    [InlineData("\"knowledge\": \"whitebox\"", "PG0004", 14, "did you mean 'white-box'?")]
    [InlineData("\"knowledge\": \"black\"", "PG0004", 14, "unknown value 'black'")]
    [InlineData("\"knowledge\": 1", "PG0005", 14, "write a text")]
    [InlineData("\"classes\": [\"a\"]", "PG0006", 12, "at least 2")]
    [InlineData("\"classes\": [\"a\", \"a\"]", "PG0009", 18, "given twice")]
    [InlineData("\"features\": []", "PG0006", 13, "at least 1")]
    [InlineData("\"features\": [\"y\"]", "PG0006", 13, "names the label 'y'")]
    [InlineData("\"subject\": \"y\"", "PG0006", 12, "names the label 'y'")]
    [InlineData("\"accuracy\": 97", "PG0006", 13, "0 to 1")]
    [InlineData("\"accuracy\": \"high\"", "PG0005", 13, "write a number, or an object")]
    [InlineData("\"accuracy\": {\"members\": 1.2}", "PG0006", 25, "0 to 1")]
    [InlineData("\"accuracy\": {\"tolerance\": 0.1}", "PG0007", 13, "lacks the key 'members'")]
    [InlineData("\"output\": {\"kind\": \"logit\"}", "PG0004", 20, "did you mean 'logits'?")]
    [InlineData("\"reference\": \"a.csv\"", "PG0006", 14, "are the same records")]
    [InlineData("\"reference\": 3", "PG0005", 14, "a path")]
    [InlineData("\"name\": \" \"", "PG0006", 9, "empty")]
    [InlineData("\"name\": \"a\\u0007\"", "PG0006", 9, "control character")]
    [InlineData("\"name\": \"a\\u202eb\"", "PG0006", 9, "control character")]
    [InlineData("\"origin\": {\"line\": 3}", "PG0007", 11, "'file'")]
    public void A_wrong_value_is_refused_with_code_line_and_column(string member, string id, int column, string says)
    {
        var error = Assert.Single(SpecText.Read(SpecText.With(member)).Errors);

        Assert.Equal((id, "privacygate.json", 2, column), (error.Id, error.Location!.Path, error.Location.Line, error.Location.Column));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "PG0005")]
    [InlineData("3", "PG0005")]
    [InlineData("{}", "PG0007")]
    [InlineData("{\"models\": []}", "PG0006")]
    [InlineData("{\"models\": {}}", "PG0005")]
    [InlineData("{\"models\": [3]}", "PG0005")]
    [InlineData("", "PG0002")]
    [InlineData("{", "PG0002")]
    [InlineData("{\"models\": [}", "PG0002")]
    [InlineData("{} {}", "PG0002")]
    [InlineData("{'models': []}", "PG0002")]
    [InlineData("{\"models\": \"\\ud800\"}", "PG0002")]
    [InlineData("{\"\\ud800\": 1}", "PG0002")]
    public void A_document_of_another_shape_is_refused(string text, string id) =>
        Assert.Equal(id, Assert.Single(SpecText.Read(text).Errors).Id);

    [Fact]
    public void Two_models_of_one_name_are_refused_whatever_the_case()
    {
        var text = SpecText.Minimal.Replace("}]}", "}, {\"name\": \"M\", \"path\": \"n.onnx\", \"members\": \"a.csv\", \"nonMembers\": \"b.csv\", \"label\": \"y\"}]}", StringComparison.Ordinal);

        var error = Assert.Single(SpecText.Read(text).Errors);

        Assert.Equal(DiagnosticIds.DuplicateModelName, error.Id);
        Assert.Contains("models[1] and models[0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_an_origin_every_diagnostic_points_at_the_project_file()
    {
        var origin = new SourceLocation("src/Credit.csproj", 14, 5);
        const string Member = "\"origin\": {\"file\": \"src/Credit.csproj\", \"line\": 14, \"column\": 5}";

        Assert.Equal(origin, SpecText.Model(Member).Location);
        Assert.Equal(origin, SpecText.Model(Member).Label!.Location);
        var error = Assert.Single(SpecText.Read(SpecText.With(Member + ", \"attacks\": [\"nope\"]")).Errors);
        Assert.Equal(origin, error.Location);
        Assert.Contains("models[0].attacks[0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_shows_foreign_text_on_one_line_and_its_letters_as_they_are()
    {
        var error = Assert.Single(SpecText.Read(SpecText.With("\"\u00fc [x]\\n\": 1")).Errors);

        Assert.Contains("\u00fc (x]\\u000a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_where_they_stand()
    {
        var error = Assert.Single(SpecText.Read([.. "{\n  \"a\": \""u8, 0xFC, .. "\"}"u8]).Errors);

        Assert.Equal((DiagnosticIds.SpecNotJson, 2, 9), (error.Id, error.Location!.Line, error.Location.Column));
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        var error = Assert.Single(SpecText.Read(SpecText.With("\"name\": \"\u00fc\u00fc\U0001f600\", \"sed\": 1")).Errors);

        Assert.Equal((2, 17), (error.Location!.Line, error.Location.Column));
    }

    [Fact]
    public void A_bomb_of_brackets_is_refused()
    {
        var error = Assert.Single(SpecText.Read(new string('[', 1_000_000)).Errors);

        Assert.Equal(DiagnosticIds.SpecNotJson, error.Id);
    }
}
