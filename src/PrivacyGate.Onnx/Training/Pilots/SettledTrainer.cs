using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Pilots;

/// <summary>A trainer with what pilots found added to its description.</summary>
internal sealed class SettledTrainer : ITrainer
{
    private readonly ITrainer trainer;

    /// <param name="found">The trial that was settled on.</param>
    /// <param name="given">The recipe it began with.</param>
    public SettledTrainer(Trial found, TrainingRecipe given)
    {
        trainer = found.Trainer;
        var own = trainer.Description;
        var recipe = ReferenceEquals(found.Recipe, given) ? "" : found.Summary.Matched
            ? "; a pilot found this recipe, since the one before did not reach the loss in time"
            : "; of the recipes that pilots tried, this one came nearest to the loss";
        var temperature = found.Temperature == 1 ? ""
            : FormattableString.Invariant($"; the model's logits are divided by {found.Temperature:0.###}, at which they are as confident as those of the shadow models");
        Description = own with
        {
            Text = own.Text + recipe + temperature,
            Fingerprint = FormattableString.Invariant($"{own.Fingerprint}; temperature {found.Temperature:R}"),
            Temperature = found.Temperature,
        };
    }

    public TrainerDescription Description { get; }

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation) => trainer.Train(records, seed, cancellation);

    public void Dispose() => trainer.Dispose();
}
