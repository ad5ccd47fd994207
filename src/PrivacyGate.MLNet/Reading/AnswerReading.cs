using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;

namespace PrivacyGate.MLNet.Reading;

/// <summary>How the columns that a predictor adds become scores.</summary>
/// <param name="Kind">What the scores are.</param>
/// <param name="Column">The column they come from.</param>
/// <param name="Slope">What the column is multiplied by, for logits of two classes.</param>
/// <param name="Offset">What is added.</param>
/// <param name="HasLabel">Whether the predictor states a label.</param>
internal sealed record AnswerReading(ScoreKind Kind, string Column, double Slope, double Offset, bool HasLabel)
{
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string Label = "PredictedLabel";

    /// <summary>The columns that have to be computed.</summary>
    public IReadOnlyList<string> Columns => HasLabel ? [Column, Label] : [Column];

    /// <summary>Of two classes: the score where a logistic function makes the probability of it, which is exact in the tails; else the probability.</summary>
    public static AnswerReading OfTwo(Pipeline pipeline, DataViewSchema answers)
    {
        var calibrator = pipeline.Calibrator is IPredictionTransformer<object> step ? step.Model : (pipeline.Parameters as CalibratedModelParametersBase)?.Calibrator;
        var platt = calibrator as PlattCalibrator;
        return platt is not null ? new AnswerReading(ScoreKind.Logits, Score, -platt.Slope, -platt.Offset, HasLabel: true)
            : pipeline.Parameters is FieldAwareFactorizationMachineModelParameters || answers.GetColumnOrNull(Probability) is null ? new AnswerReading(ScoreKind.Logits, Score, 1, 0, HasLabel: true)
            : new AnswerReading(ScoreKind.Probabilities, Probability, 1, 0, HasLabel: true);
    }

    /// <summary>Of numbers as they are.</summary>
    public static AnswerReading OfValues { get; } = new(ScoreKind.Values, Score, 1, 0, HasLabel: false);

    /// <summary>Of several classes.</summary>
    public static AnswerReading OfMany(bool areProbabilities) => new(areProbabilities ? ScoreKind.Probabilities : ScoreKind.Logits, Score, 1, 0, HasLabel: true);
}
