using Microsoft.ML;

namespace PrivacyGate.MLNet.Training;

/// <summary>How a model is trained anew.</summary>
/// <param name="Kind">A constant of <see cref="Models.TrainerKinds"/>.</param>
/// <param name="Name">ML.NET's trainer.</param>
/// <param name="Known">The options that were read off the file, in words; empty for none.</param>
/// <param name="Knobs">Those that were not.</param>
/// <param name="Make">Makes the trainer, from a context, a seed and a value for each knob.</param>
internal sealed record TrainerRecipe(string Kind, string Name, string Known, IReadOnlyList<Knob> Knobs, Func<MLContext, int, IReadOnlyList<double>, IEstimator<ITransformer>> Make)
{
    /// <summary>The true answer in the table that it is trained on.</summary>
    public const string Label = "Label";

    /// <summary>The query of each document, of rankings.</summary>
    public const string Group = "Group";

    /// <summary>ML.NET's defaults of all knobs.</summary>
    public IReadOnlyList<double> Defaults { get; } = [.. Knobs.Select(static knob => knob.Values[0])];

    /// <summary>One line for people.</summary>
    public string Text(IReadOnlyList<double> values)
    {
        var settled = Knobs.Zip(values, static (knob, value) => FormattableString.Invariant($"{knob.Name} {value:0.####}"));
        var options = string.Join(", ", settled.Prepend(Known).Where(static part => part.Length > 0));
        return $"{Name} of ML.NET{(options.Length > 0 ? ": " : "")}{options}";
    }
}
