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

        var field = parameters.GetType().GetProperty("SubModelParameters", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return field?.GetValue(parameters) is System.Collections.IEnumerable parts ? [.. parts.Cast<object>()] : [];
    }

    public static bool IsOfTrees(object parameters) =>
        Bare(parameters) is TreeEnsembleModelParameters || Parts(Bare(parameters)).Any(IsOfTrees);

    /// <summary>The name of the kind, such as FastTreeRegression.</summary>
    public static string NameOf(object parameters)
    {
        var bare = Bare(parameters);
        var own = bare.GetType().Name.Replace("ModelParameters", "", StringComparison.Ordinal);
        return Parts(bare) is [var first, ..] ? $"{own} of {NameOf(first)}" : own;
    }
}
