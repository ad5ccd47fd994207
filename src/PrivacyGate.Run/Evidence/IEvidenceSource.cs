using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Options;
using PrivacyGate.Run.Reading;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Run.Evidence;

/// <summary>One kind of evidence that attacks look at beyond the target's answers.</summary>
internal interface IEvidenceSource
{
    /// <summary>The needs of attacks that it serves; it is left out where no attack has one of them.</summary>
    AttackNeeds Serves { get; }

    /// <summary>What was gathered before, with this kind added, or with what the time cut off.</summary>
    GatheredEvidence AddTo(GatheredEvidence before, EvidenceRequest request);
}

/// <summary>What evidence is gathered for.</summary>
/// <param name="Spec">The model, as its spec has it.</param>
/// <param name="Options">The run.</param>
/// <param name="Seed">Of everything drawn.</param>
/// <param name="Attacks">The attacks chosen.</param>
/// <param name="Target">The model, opened and queried.</param>
/// <param name="Networks">Fits attack models.</param>
/// <param name="Store">Keeps shadow models, or null.</param>
/// <param name="Time">Of this model.</param>
internal sealed record EvidenceRequest(
    ModelSpec Spec, RunOptions Options, ulong Seed, IReadOnlyList<IAttack> Attacks, QueriedTarget Target, INetworkFitter Networks, IShadowStore? Store, Deadline Time)
{
    /// <summary>Everything that one of the attacks needs.</summary>
    public AttackNeeds Needs { get; } = Attacks.Aggregate(AttackNeeds.None, static (all, attack) => all | attack.Needs);

    /// <summary>Records of neither side, or null.</summary>
    public RecordBatch? Reference { get; init; }

    /// <summary>Trains models like the target; null where nothing asks for one, or the time was up.</summary>
    public ITrainer? Trainer { get; init; }

    /// <summary>Tells how far a step is.</summary>
    public void Report(string step, long count) => Options.Progress?.Report(new RunProgress(Spec.Name.Value, step, count));
}

/// <param name="Sample">The audit with the evidence so far.</param>
internal sealed record GatheredEvidence(AuditSample Sample)
{
    /// <summary>What the time budget cut off, in words; empty when nothing.</summary>
    public IReadOnlyList<string> CutOff { get; init; } = [];

    /// <summary>Why the audit cannot pass, though it may fail.</summary>
    public IReadOnlyList<Diagnostic> Doubts { get; init; } = [];

    /// <summary>Seconds the shadow models took, or null when none were trained.</summary>
    public double? ShadowSeconds { get; init; }

    /// <summary>What an attacker knows of the model beside its answers.</summary>
    public WhiteBox WhiteBox { get; init; } = WhiteBox.Nothing;

    public GatheredEvidence WithCutOff(params IEnumerable<string> more) => this with { CutOff = [.. CutOff, .. more] };
}
