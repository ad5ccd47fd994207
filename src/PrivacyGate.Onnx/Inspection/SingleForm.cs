namespace PrivacyGate.Onnx.Inspection;

/// <summary>How one number a record is read: the probability or the logit of the second of two classes, or not at all.</summary>
internal static class SingleForm
{
    public static ScoreForm Of(ScoreQuestion question, ProbeValue value)
    {
        var source = question.Source;
        var within01 = ProbabilityRows.AllWithin01(value);
        switch (source.Declared.Reading)
        {
            case ScoreReading.SingleProbability or ScoreReading.Probabilities when within01 && (source.Maker != "Softmax" || question.Overrides.OutputKind is not null):
                return new ScoreForm(ScoreReading.SingleProbability);
            case ScoreReading.Probabilities when question.Overrides.OutputKind is not null:
                throw question.Refusal.Unknown($"'{source.Output}' has numbers outside 0 to 1, so they are not probabilities.");
            case ScoreReading.Logits:
                return new ScoreForm(ScoreReading.SingleLogit);
            case ScoreReading.LogProbabilities when question.Overrides.OutputKind is not null:
                throw question.Refusal.Unknown($"'{source.Output}' is one number a record, and log-probabilities are a row of one number a class.");
        }

        return Compared(question, value, within01)
            ?? ByLabel(question, within01)
            ?? ByGraph(question, within01)
            ?? throw (TaskGuess.OfNumber(question.View, source, question.IsMlNet && question.Label is null) is { } task && question.Label is null
                ? question.Refusal.NotAClassifier(task)
                : question.Refusal.Unknown($"'{source.Output}' is one number a record, made by {source.Maker}: a probability, a logit of two classes, or the value of a regression, which \"task\": \"regression\" in the spec audits (\"score\" for a score without a target)."));
    }

    /// <summary>The label is this very number, compared with a threshold.</summary>
    private static ScoreForm? Compared(ScoreQuestion question, ProbeValue value, bool within01)
    {
        if (question.Label is not { Maker: LabelMaker.Threshold, Compared: { } compared, Threshold: var threshold } || Passage.Origin(question.View, compared) != Passage.Origin(question.View, question.Value))
        {
            return null;
        }

        return within01 && threshold is > 0 and < 1 ? new ScoreForm(ScoreReading.SingleProbability)
            : threshold == 0 ? new ScoreForm(ScoreReading.SingleLogit)
            : ScoreForm.Of(ScoreAdapter.Above(question.Value, value, threshold)) with { KeepsNorm = true };
    }

    /// <summary>The label of made-up records changes where the number passes 0 or one half.</summary>
    private static ScoreForm? ByLabel(ScoreQuestion question, bool within01) =>
        question.Labelled.Value is not { Varies: true } evidence ? null
        : within01 && evidence.Is(static row => row[0] > 0.5 ? 1 : 0) ? new ScoreForm(ScoreReading.SingleProbability)
        : evidence.Is(static row => row[0] > 0 ? 1 : 0) ? new ScoreForm(ScoreReading.SingleLogit)
        : null;

    private static ScoreForm? ByGraph(ScoreQuestion question, bool within01) =>
        within01 && question.Source.Certainty == Certainty.Numbers && question.Hints("prob") ? new ScoreForm(ScoreReading.SingleProbability)
        : question.Source.Certainty == Certainty.LinearLayer && (question.Label is not null || question.Hints("logit")) ? new ScoreForm(ScoreReading.SingleLogit)
        : null;
}
