using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.Formats;

/// <summary>A model whose inputs and answers were recognised.</summary>
public interface ITargetModel
{
    /// <summary>What it is for.</summary>
    ModelTask Task { get; }

    /// <summary>The inputs that the answers depend on, in the model's order.</summary>
    IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>Names of the other inputs: the label, columns that nothing uses.</summary>
    IReadOnlyList<string> UnusedInputs { get; }

    /// <summary>The classes; of a model of another task the numbers a record that it answers, without names.</summary>
    ClassList Classes { get; }

    ScoreKind ScoreKind { get; }

    /// <inheritdoc cref="Predictions.ShowsLevel"/>
    bool ShowsLevel { get; }

    /// <summary>Whether each record comes with the norm of what enters the last layer.</summary>
    bool HasLastLayerNorm { get; }

    /// <summary>One line for each thing recognised.</summary>
    IReadOnlyList<string> Recognition { get; }

    /// <summary>What the file shows of how the model was fitted to its training records.</summary>
    GraphFacts Facts { get; }

    /// <summary>What shadow models keep of the target's own training beside scales and vocabularies, a noun phrase; null for nothing. Attacks that compare them then prove no absence of a leak.</summary>
    string? KeptTraining => null;

    /// <summary>Opens it for questions.</summary>
    /// <exception cref="InputException">The model does not run (PG0027, PG0310).</exception>
    IClassifier Open(CancellationToken cancellation);

    /// <summary>The same model, queried about one record at a time; null where it cannot be.</summary>
    ITargetModel? Singly();

    /// <summary>The values that each of so many features was made for, null where the file does not show it; empty when it shows none.</summary>
    IReadOnlyList<ExpectedRange?> ExpectedRanges(int columns);

    /// <summary>The tables of numbers in it that may hold training records, or null where it holds none.</summary>
    IRecordTables? RecordTables();

    /// <summary>Lets the classes that occur confirm that its numbers are scores of classes, where nothing else does.</summary>
    /// <exception cref="InputException">PG0029.</exception>
    void Confirm(IEnumerable<int> classes);

    /// <summary>Its gradients in its inputs.</summary>
    /// <param name="recordShapes">Axes of a record for each input, in the model's order.</param>
    /// <param name="gradients">The gradients.</param>
    /// <param name="why">Why there are none, a clause that follows "because".</param>
    bool TryGradients(IReadOnlyList<IReadOnlyList<int>> recordShapes, [NotNullWhen(true)] out IInputGradients? gradients, [NotNullWhen(false)] out string? why);

    /// <summary>What trains models like it.</summary>
    /// <exception cref="InputException">The model does not run with these records (PG0027).</exception>
    ITrainer Trainer(ShadowRequest request, CancellationToken cancellation);
}

/// <summary>What shadow models are to be trained for.</summary>
/// <param name="Records">Records of the kind shadows train on, in an order that follows from their content. Recipes are settled on some of them; no side is in them.</param>
/// <param name="Size">Records a shadow trains on.</param>
/// <param name="MemberLoss">The target's mean loss on its members in nats, or of values the unexplained share of the variance (<see cref="UnexplainedVariance"/>), which shadows are to reach on theirs; null when it is not known.</param>
/// <param name="Recipe">How networks are trained, as the spec says.</param>
/// <param name="Networks">Fits networks; outlives trainer and models.</param>
/// <param name="Fit">How well the target fits at any temperature; null where only <paramref name="MemberLoss"/> is known.</param>
public sealed record ShadowRequest(RecordBatch Records, int Size, double? MemberLoss, TrainingRecipe Recipe, INetworkFitter Networks, TargetFit? Fit)
{
    /// <summary>What the target was trained on from; null where the spec says nothing of it.</summary>
    public FineTuning? FineTuning { get; init; }
}

/// <summary>What is known of how a model was trained on from another one. Its shadows start from the same values and leave the same weights alone.</summary>
/// <param name="Base">The model that training started from; null for one that is not given. It must not have seen the audited records.</param>
/// <param name="Frozen">Names of tensors that training did not touch; <c>*</c> at the end of a name stands for any rest. Those that are equal in <paramref name="Base"/> are found without being named.</param>
/// <param name="Origin">Where the spec names them, for messages.</param>
public sealed record FineTuning(IModelFile? Base, IReadOnlyList<string> Frozen, SourceLocation Origin);
