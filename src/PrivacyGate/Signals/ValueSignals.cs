namespace PrivacyGate.Signals;

/// <summary>Turns the answers of a model that is no classifier into signals.</summary>
internal static class ValueSignals
{
    /// <summary>A reconstruction without any error has this mean squared error: the logarithm stays finite, and exact copies are equal.</summary>
    private const double SmallestError = 1e-30;

    /// <exception cref="InputException">The model answered with a number that is none or infinite (PG0027), or with another number of values than the records have (PG0033).</exception>
    public static SignalTable Of(Predictions predictions, RecordBatch batch)
    {
        RequireFinite(predictions);
        var signal = batch.Targets switch
        {
            ValueTargets { Task: ModelTask.Regression } values => Residuals(predictions, values),
            ValueTargets { Task: ModelTask.Ranking } => Scores(predictions, ModelTask.Ranking),
            ValueTargets labels => Labels(predictions, labels),
            { Task: ModelTask.Reconstruction } => Errors(predictions, batch),
            _ => Scores(predictions, ModelTask.Score),
        };
        return new SignalTable(1, new int[batch.Count], [], null, null, null, null) { NoClass = signal };
    }

    /// <summary>The signals of records of which all are there: a document of a ranking has that of its query.</summary>
    /// <param name="signal">As <see cref="Of"/> gives it, batch after batch.</param>
    /// <param name="targets">Of the same records.</param>
    public static AnswerSignal Whole(AnswerSignal signal, Targets targets) =>
        targets is ValueTargets { Task: ModelTask.Ranking } ranked ? QueryGroups.Of(ranked).Signal(signal) : signal;

    private static AnswerSignal Residuals(Predictions predictions, ValueTargets truth)
    {
        RequireWidth(predictions, truth.Width);
        var residuals = new double[predictions.Scores.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = truth.Values[i] - predictions.Scores[i];
        }

        return new AnswerSignal(truth.Task, truth.Width, residuals);
    }

    /// <summary>The logit of each label, its sign turned where the record has not the label.</summary>
    private static AnswerSignal Labels(Predictions predictions, ValueTargets truth)
    {
        RequireWidth(predictions, truth.Width);
        var confidences = new double[predictions.Scores.Length];
        for (var i = 0; i < confidences.Length; i++)
        {
            var score = predictions.Scores[i];
            var logit = predictions.Kind == ScoreKind.LabelProbabilities ? Logit(score, predictions.ProbabilityFloor) : score;
            confidences[i] = truth.Values[i] > 0.5f ? logit : -logit;
        }

        return new AnswerSignal(truth.Task, truth.Width, confidences);
    }

    private static AnswerSignal Errors(Predictions predictions, RecordBatch batch)
    {
        var block = batch.Features[0];
        RequireWidth(predictions, block.Width);
        var errors = new double[batch.Count];
        for (var record = 0; record < errors.Length; record++)
        {
            var sum = 0.0;
            var present = 0;
            for (var i = record * block.Width; i < (record + 1) * block.Width; i++)
            {
                // A missing input has nothing to be given back.
                var difference = FeatureNumber.Of(block.Values, i) - predictions.Scores[i];
                sum += double.IsNaN(difference) ? 0 : difference * difference;
                present += double.IsNaN(difference) ? 0 : 1;
            }

            errors[record] = -Math.Log(Math.Max(SmallestError, sum / Math.Max(1, present)));
        }

        return new AnswerSignal(ModelTask.Reconstruction, 1, errors);
    }

    /// <summary>Of a ranking the scores alone: its loss is known once all documents of a query have one.</summary>
    private static AnswerSignal Scores(Predictions predictions, ModelTask task)
    {
        RequireWidth(predictions, 1);
        return new AnswerSignal(task, 1, [.. predictions.Scores]);
    }

    private static double Logit(double probability, double floor) =>
        Math.Log(Math.Max(probability, floor)) - Math.Log(Math.Max(1 - probability, floor));

    private static void RequireFinite(Predictions predictions)
    {
        var place = Array.FindIndex(predictions.Scores, static score => !double.IsFinite(score));
        if (place >= 0)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.ModelFailed,
                FormattableString.Invariant($"the model answers {(double.IsNaN(predictions.Scores[place]) ? "'not a number'" : "infinity")} for value {place % predictions.ClassCount} of record {place / predictions.ClassCount} of a batch; check the record's values and the model's weights")));
        }
    }

    private static void RequireWidth(Predictions predictions, int wanted)
    {
        if (predictions.ClassCount != wanted)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.LabelOutsideClasses,
                FormattableString.Invariant($"the model answers {predictions.ClassCount} values a record where {wanted} are expected; name as many columns under 'target' as the model has values, in its order")));
        }
    }
}
