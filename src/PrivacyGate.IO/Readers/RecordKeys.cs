using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>What the spec says of a model's columns.</summary>
/// <param name="Label">The column with the true class; null where the model is no classifier.</param>
/// <param name="Features">The columns that feed the model, or null for all that have no other role.</param>
/// <param name="Subject">The column that names the person a record belongs to.</param>
/// <param name="Slices">Columns asked for as text; may be empty.</param>
/// <param name="FilterColumns">Columns any source of the model is filtered by.</param>
/// <param name="Missing">What becomes of missing numbers; null leaves it to the model's graph.</param>
public sealed record RecordKeys(
    SpecValue<string>? Label,
    SpecValue<IReadOnlyList<string>>? Features = null,
    SpecValue<string>? Subject = null,
    SpecValue<IReadOnlyList<string>>? Slices = null,
    IReadOnlyList<string>? FilterColumns = null,
    MissingValues? Missing = null)
{
    /// <summary>What the model is trained for.</summary>
    public ModelTask Task { get; init; } = ModelTask.Classification;

    /// <summary>The columns with the true values, in the order of the model's; null where the task has none.</summary>
    public SpecValue<IReadOnlyList<string>>? Target { get; init; }

    /// <summary>The column that names the query of each document, of a ranking; else null.</summary>
    public SpecValue<string>? Group { get; init; }

    /// <summary>Inputs of the model without a path to its answers: a column of that name is no feature, even where <c>features</c> names it.</summary>
    public IReadOnlyList<string> UnusedInputs { get; init; } = [];

    public static RecordKeys Of(ModelSpec model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var filters = model.Sources.Where(source => source.Filter is not null).Select(source => source.Filter!.Column).Distinct().ToList();
        return new RecordKeys(model.Label, model.Features, model.Subject, model.Slices, filters, model.Missing?.Value) { Task = model.Task.Value, Target = model.Target, Group = model.Group };
    }

    /// <summary>Names of the slice columns, in the spec's order.</summary>
    public IReadOnlyList<string> SliceNames => Slices?.Value ?? [];

    /// <summary>The names of columns that a file must have: those that the spec states, and those of inputs that are fed by name.</summary>
    /// <param name="inputs">Names of the model's inputs; one input alone takes columns of any name.</param>
    internal IReadOnlyCollection<string> Expected(IReadOnlyCollection<string> inputs) =>
        [.. new[] { Label?.Value, Subject?.Value, Group?.Value }.OfType<string>().Concat(Target?.Value ?? []).Concat(SliceNames).Concat(FilterColumns ?? []).Concat(Features?.Value ?? []).Concat(inputs.Count > 1 ? inputs : []).Distinct()];

    /// <summary>Every column that has a role other than feature.</summary>
    internal IEnumerable<string> Reserved => [.. Label is null ? Enumerable.Empty<string>() : [Label.Value], .. Target?.Value ?? [], .. Subject is null ? Enumerable.Empty<string>() : [Subject.Value], .. Group is null ? Enumerable.Empty<string>() : [Group.Value], .. SliceNames, .. FilterColumns ?? [], .. UnusedInputs];
}
