using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Spec;

/// <summary>The keys of models that are no classifiers.</summary>
public sealed class TaskKeyTests
{
    private static string Model(string keys) => $$"""{"models":[{"path":"m.onnx","members":"a.csv","nonMembers":"b.csv",{{keys}}}]}""";

    [Theory]
    [InlineData("\"task\": \"regression\", \"target\": [\"price\"]", ModelTask.Regression)]
    [InlineData("\"task\": \"ranking\", \"target\": [\"relevance\"], \"group\": \"query\"", ModelTask.Ranking)]
    [InlineData("\"task\": \"multi-label\", \"target\": [\"a\", \"b\"]", ModelTask.MultiLabel)]
    [InlineData("\"task\": \"score\"", ModelTask.Score)]
    [InlineData("\"task\": \"reconstruction\"", ModelTask.Reconstruction)]
    [InlineData("\"label\": \"y\"", ModelTask.Classification)]
    [InlineData("\"task\": \"classification\", \"label\": \"y\"", ModelTask.Classification)]
    public void A_task_is_read_with_the_keys_it_needs(string keys, ModelTask task)
    {
        var result = SpecText.Read(Model(keys));

        Assert.Empty(result.Errors);
        var model = Assert.Single(result.Spec!.Models);
        Assert.Equal(task, model.Task.Value);
        Assert.Equal(task == ModelTask.Classification, model.Label is not null);
        Assert.Equal(ModelTaskWords.HasTarget(task), model.Target is not null);
    }

    [Theory]
    [InlineData("\"task\": \"regression\"", DiagnosticIds.MissingKey, "'target'; name the columns with the true values")]
    [InlineData("\"task\": \"classification\"", DiagnosticIds.MissingKey, "'label'; name the column with the true class")]
    [InlineData("\"task\": \"ranking\", \"target\": [\"y\"]", DiagnosticIds.MissingKey, "'group'; name the column with the query of each document")]
    [InlineData("\"task\": \"ranking\", \"group\": \"q\"", DiagnosticIds.MissingKey, "'target'; name the columns with the true values")]
    [InlineData("\"task\": \"ranking\", \"group\": \"q\", \"target\": [\"y\", \"z\"]", DiagnosticIds.OutOfRange, "names 2 columns")]
    [InlineData("\"task\": \"ranking\", \"group\": \"y\", \"target\": [\"y\"]", DiagnosticIds.OutOfRange, "models[0].group names 'y'")]
    [InlineData("\"task\": \"regression\", \"target\": [\"y\"], \"group\": \"q\"", DiagnosticIds.UnknownKey, "models[0].group does not go with the task 'regression'")]
    [InlineData("\"label\": \"y\", \"group\": \"q\"", DiagnosticIds.UnknownKey, "models[0].group does not go with the task 'classification'")]
    [InlineData("\"task\": \"regresion\", \"label\": \"y\"", DiagnosticIds.UnknownValue, "'regression'")]
    [InlineData("\"task\": \"regression\", \"target\": [\"y\"], \"label\": \"y\"", DiagnosticIds.UnknownKey, "name the column under 'target'")]
    [InlineData("\"label\": \"y\", \"target\": [\"y\"]", DiagnosticIds.UnknownKey, "models[0].target does not go with the task 'classification'")]
    [InlineData("\"task\": \"score\", \"target\": [\"y\"]", DiagnosticIds.UnknownKey, "models[0].target does not go with the task 'score'")]
    [InlineData("\"task\": \"regression\", \"target\": [\"y\"], \"classes\": [\"0\", \"1\"]", DiagnosticIds.UnknownKey, "models[0].classes does not go")]
    [InlineData("\"task\": \"regression\", \"target\": [\"y\"], \"features\": [\"x\", \"y\"]", DiagnosticIds.OutOfRange, "names the target 'y'")]
    [InlineData("\"task\": \"regression\", \"target\": [\"y\"], \"attacks\": [\"loss\", \"gap\"]", DiagnosticIds.OutOfRange, "names gap, which is not for the task 'regression'")]
    [InlineData("\"label\": \"y\", \"attacks\": [\"yeom-gaussian\"]", DiagnosticIds.OutOfRange, "names yeom-gaussian, which is not for the task 'classification'")]
    [InlineData("\"task\": \"regression\", \"target\": [\"y\"], \"shadows\": {\"source\": \"noisy\"}", DiagnosticIds.OutOfRange, "take 'auditor' or 'reference'")]
    public void Keys_that_do_not_go_with_the_task_are_told(string keys, string id, string text)
    {
        var error = Assert.Single(SpecText.Read(Model(keys)).Errors);

        Assert.Equal(id, error.Id);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
