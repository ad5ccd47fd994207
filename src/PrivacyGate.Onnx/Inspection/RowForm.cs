using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How a row of numbers a record is read.</summary>
internal static class RowForm
{
    private static readonly string[] ClassWords = ["prob", "softmax", "logit", "score", "class"];

    public static ScoreForm Of(ScoreQuestion question, ProbeValue value)
    {
        var declared = question.Source.Declared.Reading;
        return declared switch
        {
            ScoreReading.Logits => new ScoreForm(ScoreReading.Logits),
            ScoreReading.LogProbabilities => Logarithms(question, value) ?? throw NotProbabilities(question),
            _ => Probabilities(question, value) ?? (declared == ScoreReading.Undecided ? Logarithms(question, value) ?? Undecided(question, value) : throw NotProbabilities(question)),
        };
    }

    private static ScoreForm? Probabilities(ScoreQuestion question, ProbeValue value)
    {
        if (ProbabilityRows.AreProbabilities(value))
        {
            return new ScoreForm(ScoreReading.Probabilities) { Digits = IsBehind(question, "Round") ? ProbabilityRows.RoundedDigits(value) : null };
        }

        var stated = question.Overrides.OutputKind == OutputKinds.Probabilities;
        var squashed = IsBehind(question, "Softmax", "Sigmoid");
        var likely = stated || squashed || question.Label is { IsPicked: true } || question.Source.ClassNames is not null || question.Hints("prob", "softmax");
        return ProbabilityRows.RoundedDigits(value) is { } digits && likely ? new ScoreForm(ScoreReading.Probabilities) { Digits = digits }
            : ProbabilityRows.AreTopProbabilities(value) && likely ? new ScoreForm(ScoreReading.Probabilities)
            : ProbabilityRows.ArePercentages(value) ? ScoreForm.Of(ScoreAdapter.Percentages(question.Value, value))
            : ProbabilityRows.AllWithin01(value) ? Independent(question, value, stated)
            : null;
    }

    private static bool IsBehind(ScoreQuestion question, params string[] operators) =>
        question.View.BehindOf(question.Value).Any(name => question.View.ProducerOf(name) is { } node && operators.Any(node.Is));

    /// <summary>Values in [0, 1] that do not add up to 1: classes that exclude each other only where the model picks one of them.</summary>
    private static ScoreForm? Independent(ScoreQuestion question, ProbeValue value, bool stated)
    {
        if (question.Source.Maker == "Softmax" || (question.Source.Certainty == Certainty.LinearLayer && !stated))
        {
            return null;
        }

        return stated || question.LabelIsPickedFromScores ? ScoreForm.Of(ScoreAdapter.Shares(question.Value, value)) with { ShowsLevel = true }
            : throw question.Refusal.NotAClassifier(TaskGuess.ManyOfMany(question.Source, value.Width));
    }

    private static ScoreForm? Logarithms(ScoreQuestion question, ProbeValue value) =>
        ProbabilityRows.AreLogProbabilities(value) ? new ScoreForm(ScoreReading.LogProbabilities)
        : ProbabilityRows.AreDecimalLogProbabilities(value) ? ScoreForm.Of(ScoreAdapter.DecimalLogarithms(question.Value, value))
        : null;

    private static ScoreForm Undecided(ScoreQuestion question, ProbeValue value)
    {
        if (ByLabel(question, value) is { } form)
        {
            return form;
        }

        var confirmed = question.Label is not null || question.Source.ClassNames is not null || question.Overrides.Classes is not null || question.Hints(ClassWords);
        return confirmed || TaskGuess.OfRow(question.View, question.Source, value, question.Inputs) is not { } task
            ? new ScoreForm(ScoreReading.Logits) { IsUnconfirmed = !confirmed }
            : throw question.Refusal.NotAClassifier(task);
    }

    /// <summary>Decision values whose largest one is not the model's own label, but which another reading explains.</summary>
    private static ScoreForm? ByLabel(ScoreQuestion question, ProbeValue value)
    {
        if (question.Labelled.Value is not { Varies: true } labelled)
        {
            return null;
        }

        var classes = question.Source.ClassNames?.Count ?? question.Label?.ClassNames?.Count;
        var mayBePairs = classes is { } count and > 2 && count * (count - 1) / 2 == value.Width;
        if (value.Width == (classes ?? value.Width) && labelled.Is(LabelledScores.Largest))
        {
            return null;
        }

        Func<ProbeValue, ScoreAdapter>[] readings =
        [
            .. mayBePairs ? new[] { 1, -1 }.Select(sign => (Func<ProbeValue, ScoreAdapter>)(numbers => ScoreAdapter.Pairs(question.Value, numbers, classes!.Value, sign))) : [],
            .. value.Width == (classes ?? value.Width) ? new Func<ProbeValue, ScoreAdapter>[] { numbers => ScoreAdapter.Negated(question.Value, numbers) } : [],
        ];
        var right = readings.FirstOrDefault(reading => (labelled with { Scores = reading(labelled.Scores).Numbers }).Is(LabelledScores.Largest))?.Invoke(value);
        return right is null ? null : ScoreForm.Of(right) with { KeepsNorm = !mayBePairs, ShowsLevel = !mayBePairs };
    }

    private static InputException NotProbabilities(ScoreQuestion question) =>
        question.Refusal.Unknown($"The rows of '{question.Source.Output}' do not add up to 1 over the classes, so they are not probabilities.");
}
