using Microsoft.ML;
using PrivacyGate.Formats;
using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Runtime;
using PrivacyGate.MLNet.Serving;
using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.MLNet.Training;

/// <summary>
/// Trains the predictor of a model anew, on features that the model's own preparation makes. What the file does not tell of the
/// trainer's options is settled on pilots: the values under which a model fits its records as the target fits its members.
/// </summary>
internal sealed class PilotedTrainer : ITrainer
{
    private readonly Recognised model;
    private readonly TrainerRecipe recipe;
    private readonly IReadOnlyList<double> values;
    private readonly double? wantedLoss;

    /// <param name="model">The target.</param>
    /// <param name="recipe">How it is trained anew.</param>
    /// <param name="values">Of the recipe's knobs.</param>
    /// <param name="wantedLoss">The target's mean loss on its members, its logits divided by <paramref name="temperature"/>; null when it is not known.</param>
    /// <param name="temperature">What they are divided by.</param>
    private PilotedTrainer(Recognised model, TrainerRecipe recipe, IReadOnlyList<double> values, double? wantedLoss, double temperature = 1)
    {
        (this.model, this.recipe, this.values, this.wantedLoss) = (model, recipe, values, wantedLoss);
        var scale = temperature == 1 ? "" : FormattableString.Invariant($"; the model's logits are divided by {temperature:0.###}, at which they are as confident as those of the shadow models");
        var pilots = recipe.Knobs.Count > 0 && wantedLoss is not null ? "; what the file does not tell was settled on pilots" : "";
        var steps = model.Pipeline.Preparation.Count;
        var kept = steps > 0 ? FormattableString.Invariant($"; the {steps} {(steps == 1 ? "transform" : "transforms")} before it are kept as they are") : "";
        Description = new TrainerDescription(recipe.Kind, recipe.Text(values) + kept + pilots + scale, FormattableString.Invariant($"{recipe.Text(values)} {string.Join(' ', values.Select(static value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))} loss {wantedLoss:R} temperature {temperature:R}")) { Temperature = temperature };
    }

    public TrainerDescription Description { get; }

    /// <exception cref="InputException">PG0330: no trainer is known for the model, or it fails on the records.</exception>
    public static ITrainer For(Recognised model, ShadowRequest request, CancellationToken cancellation)
    {
        var recipe = RecipeCatalog.Of(model.Pipeline, model.Reading.Kind == ScoreKind.Probabilities) ?? throw Refusal.Of(
            DiagnosticIds.TrainerFailed, model.Path,
            $"No trainer of ML.NET is known for {ModelWords.NameOf(model.Pipeline.Parameters)}, so no shadow models can be trained. Name your own trainer in shadows.command, or run with --profile quick.");
        var trainer = new PilotedTrainer(model, recipe, recipe.Defaults, request.MemberLoss);
        return request.MemberLoss is { } wanted ? trainer.Settled(new PilotRecords(request, wanted), request.Fit, cancellation) : trainer;
    }

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellation.ThrowIfCancellationRequested();
        var trained = Fit(TrainingTable.Of(model, records), (int)(seed % int.MaxValue));
        var classifier = model.Classifier(Pipeline.Chain([.. model.Pipeline.Preparation, trained]), ReadingOf(trained));
        var loss = TaskLoss.Of(classifier, records, cancellation);
        return new TrainedModel(classifier, new TrainingSummary(0, loss, wantedLoss, LossMatch.IsNear(loss, wantedLoss, LossMatch.FloorOf(records.Targets.Task))));
    }

    public void Dispose()
    {
        // Models are no more than memory.
    }

    /// <summary>A calibrator of its own has a slope of its own.</summary>
    private AnswerReading ReadingOf(ITransformer trained)
    {
        var own = model.Pipeline.Kind == PredictorKind.Binary ? Pipeline.Find(trained, model.Pipeline.Before) : null;
        return own is null ? model.Reading : AnswerReading.OfTwo(own, own.Whole.GetOutputSchema(model.Pipeline.Before));
    }

    private ITransformer Fit(IDataView table, int seed)
    {
        try
        {
            return recipe.Make(Components.Context(seed), seed, values).Fit(table);
        }
#pragma warning disable CA1031 // Trainers of ML.NET throw what they like for records they cannot be trained on.
        catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
        {
            throw Refusal.Of(DiagnosticIds.TrainerFailed, model.Path, $"ML.NET's trainer {recipe.Name} failed on the records of a shadow model: {Components.Innermost(problem)} Name your own trainer in shadows.command.", problem);
        }
    }

    /// <summary>One knob after the other, each at the value that brings the loss nearest to the one wanted; no further than until it is matched. Then the scale of the answers.</summary>
    private PilotedTrainer Settled(PilotRecords records, TargetFit? fit, CancellationToken cancellation)
    {
        InputException? failed = null;
        PilotTrial Try(PilotedTrainer trainer)
        {
            try
            {
                using var trained = trainer.Train(records.Own, 0, cancellation);
                return records.Trial(trained, cancellation);
            }
            catch (InputException problem) when (problem.Diagnostic.Id is DiagnosticIds.ModelFailed or DiagnosticIds.TrainerFailed)
            {
                // Of fewer records than a leaf must have, trees are empty and answer NaN: no option for these records.
                failed ??= problem;
                return new PilotTrial(double.PositiveInfinity, 1);
            }
        }

        var best = this;
        var trial = Try(best);
        for (var knob = 0; knob < recipe.Knobs.Count && trial.Distance > Near; knob++)
        {
            var start = best;
            foreach (var value in recipe.Knobs[knob].Values.Skip(1).TakeWhile(_ => trial.Distance > Near))
            {
                var other = new PilotedTrainer(model, recipe, [.. start.values.Select((own, place) => place == knob ? value : own)], wantedLoss);
                var others = Try(other);
                (best, trial) = others.Distance < trial.Distance ? (other, others) : (best, trial);
            }
        }

        return !double.IsFinite(trial.Distance) ? throw failed!
            : fit is null || Math.Abs(Math.Log(trial.Factor)) <= Math.Log(Alike) ? best
            : new PilotedTrainer(model, recipe, best.values, fit.MemberLoss(trial.Factor), trial.Factor);
    }

    /// <summary>Losses this near, as the logarithm of their ratio, differ no more than two pilots do.</summary>
    private const double Near = .1;

    /// <summary>Temperatures of pilot and target that differ by less than this factor are alike: two pilots of 100 records differ by as much.</summary>
    private const double Alike = 1.5;
}
