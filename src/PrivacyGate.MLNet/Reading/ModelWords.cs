using System.Reflection;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace PrivacyGate.MLNet.Reading;

/// <summary>What trained parameters are, below calibrators and one model a class.</summary>
internal static class ModelWords
{
    /// <summary>The parameters below a calibrator.</summary>
    public static object Bare(object parameters) => parameters is CalibratedModelParametersBase calibrated ? Bare(calibrated.SubModel) : parameters;

    /// <summary>The models of a one-versus-all or pairwise model; empty for another.</summary>
    /// <remarks>ML.NET has no public name for them. The version is always the one that goes along with this assembly.</remarks>
    public static IReadOnlyList<object> Parts(object parameters)
    {
        if (parameters is not (OneVersusAllModelParameters or PairwiseCouplingModelParameters))
        {
            return [];
        }

        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var parts = parameters is OneVersusAllModelParameters
            ? parameters.GetType().GetProperty("SubModelParameters", any)?.GetValue(parameters)
            : parameters.GetType().GetField("_predictors", any)?.GetValue(parameters);
        return parts is System.Collections.IEnumerable all ? [.. all.Cast<object>()] : [];
    }

    public static bool IsOfTrees(object parameters) =>
        Bare(parameters) is TreeEnsembleModelParameters || Parts(Bare(parameters)).Any(IsOfTrees);

    /// <summary>Whether a step before the last predictor is a trained model itself: a predictor, or trees that make features.</summary>
    public static bool Learns(Microsoft.ML.ITransformer step) =>
        step is Microsoft.ML.IPredictionTransformer<object> || step.GetType().Name.Contains("Featurization", StringComparison.Ordinal);

    /// <summary>The name of the kind, such as FastTreeRegression.</summary>
    public static string NameOf(object parameters)
    {
        var bare = Bare(parameters);
        var own = bare.GetType().Name.Replace("ModelParameters", "", StringComparison.Ordinal);
        return Parts(bare) is [var first, ..] ? $"{own} of {NameOf(first)}" : own;
    }
}
