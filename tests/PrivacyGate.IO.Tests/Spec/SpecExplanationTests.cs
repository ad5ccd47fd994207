using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Tests.Spec;

public sealed class SpecExplanationTests
{
    [Fact]
    public void Every_value_tells_where_it_comes_from()
    {
        var result = SpecText.Read(SpecText.With("\"budget\": {\"auc\": 0.75},\n\"attacks\": [\"loss\", \"gap\"]"));

        var explained = SpecExplanation.Of(result.Spec!).ToDictionary(value => value.JsonPath, value => (value.Value, value.Origin));

        Assert.Equal(("m", "default"), explained["models[0].name"]);
        Assert.Equal(("m.onnx", "privacygate.json:1:20"), explained["models[0].path"]);
        Assert.Equal(("0.75", "privacygate.json:2:19"), explained["models[0].budget.auc"]);
        Assert.Equal(("(no limit)", "default"), explained["models[0].budget.advantage"]);
        Assert.Equal(("loss, gap", "privacygate.json:3:12"), explained["models[0].attacks"]);
        Assert.Equal(("1", "default"), explained["models[0].seed"]);
    }

    [Fact]
    public void The_default_budget_is_shown_as_such() =>
        Assert.Contains(SpecExplanation.Of(SpecText.Read(SpecText.Minimal).Spec!), value => value is { JsonPath: "models[0].budget.advantage", Value: "0.1", Origin: "default" });

    [Fact]
    public void Every_key_a_model_may_have_is_explained()
    {
        var explained = SpecExplanation.Of(SpecText.Read(SpecText.Minimal).Spec!).Select(value => value.JsonPath.Split('.')[1]).ToHashSet();

        Assert.Empty(SpecTable.Model.Select(key => key.Name).Except(explained).Except(["reference", "origin"]));
    }
}
