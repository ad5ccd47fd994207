using PrivacyGate.Formats;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Reading;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Run.Training;

/// <summary>Chooses what trains the shadows of a model: the spec's command, models it brings, or the model file itself.</summary>
internal static class ShadowTrainer
{
    public static ITrainer For(ModelSpec spec, AuditSample sample, QueriedTarget target, IReadOnlyList<string> formats, CancellationToken cancellation)
    {
        var foreign = new ForeignModel(target.Classifier, Overrides.Of(spec), sample.Input.MeanMemberLoss, formats);
        var shadows = spec.Shadows;
        if (shadows.Command is { } command)
        {
            return new CommandTrainer(
                CommandTemplate.Parse(command.Value, command.Location),
                Path.GetDirectoryName(Path.GetFullPath(command.Location.Path))!,
                TimeSpan.FromSeconds(shadows.Timeout.Value),
                new MemberFile(target.Reading.Plan, target.Reading.ClassNames).Write,
                foreign);
        }

        if (shadows.Models is { } models)
        {
            return ReadyModels.Open(
                shadows.Index!.FullPath,
                [.. models.Select(static file => file.FullPath)],
                path => target.Reading.Read(new RecordSource("shadows.index", SpecFile.Resolve(path, "", shadows.Index.Location), null), cancellation),
                foreign);
        }

        var records = sample.Input.Records!;
        var fit = spec.Task.Value == ModelTask.Classification && sample.Input.MeanMemberLoss is { } loss
            ? TargetFit.Of(target.Classifier, records, sample.Truth.IsMember, loss, cancellation) : null;
        return target.Model.Trainer(
            new ShadowRequest(records, TargetRecords(spec, sample), sample.Input.MeanMemberLoss, Recipe.Of(shadows.Training), sample.Input.Networks!, fit)
            {
                FineTuning = BaseModel.Of(shadows, Overrides.LimitsOf(spec), formats),
            },
            cancellation);
    }

    /// <summary>Records the target was trained on, also those left out of the audit since the other side has equal ones.</summary>
    public static int TargetRecords(ModelSpec spec, AuditSample sample) => (int)(spec.Shadows.Training.Records?.Value ?? (long)sample.Counts.Members + sample.Counts.EqualMembers);
}
