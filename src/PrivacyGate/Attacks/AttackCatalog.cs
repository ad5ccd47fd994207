namespace PrivacyGate.Attacks;

/// <summary>Every attack, in the order of reports. To add one: its file, a line here, its test, its page under docs/attacks.</summary>
public static class AttackCatalog
{
    public static IReadOnlyList<IAttack> All { get; } =
    [
        new GapAttack(),
        new LossAttack(),
        new LossMeanAttack(),
        new YeomGaussianAttack(),
        new PerClassAttack(new LossAttack(), ModelTask.Regression),
        new ScoreAttack(reversed: false),
        new ScoreAttack(reversed: true),
        new ConfidenceAttack(),
        new EntropyAttack(),
        new ModifiedEntropyAttack(),
        new LossMeanPerClassAttack(),
        new PerClassAttack(new ConfidenceAttack()),
        new PerClassAttack(new EntropyAttack()),
        new PerClassAttack(new ModifiedEntropyAttack()),
        new RawScoreAttack(),
        new GradientNormAttack(),
        new LiraAttack(),
        new LiraOfflineAttack(),
        new RmiaAttack(),
        new RmiaAttack(laplace: true),
        new BaseAttack(),
        new AttackRAttack(),
        new CalibratedLossAttack(),
        new TransferAttack(),
        new QuantileAttack(),
        new ShokriShadowAttack(),
        new MlLeaksAttack(),
        new LabelNoiseAttack(),
        new LabelAugmentAttack(),
        new LabelBoundaryAttack(),
        new LabelTransferAttack(),
    ];

    /// <summary>The ids a spec may name, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(static attack => attack.Id)];

    /// <summary>Attacks that a list in the spec cannot leave out: cheap, and sure to find a plain overfit. What they prove beside the list keeps a model from passing.</summary>
    public static IReadOnlyList<IAttack> NeverLeftOut { get; } = [.. All.Where(static attack => attack is LossAttack or ScoreAttack)];

    /// <summary>The attacks on models of a task, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<IAttack> For(ModelTask task) => [.. All.Where(attack => attack.Serves(task))];

    /// <summary>The attack of that id, or null.</summary>
    public static IAttack? Find(string id) => All.FirstOrDefault(attack => attack.Id == id);
}
