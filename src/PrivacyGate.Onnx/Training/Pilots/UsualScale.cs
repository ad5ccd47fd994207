using PrivacyGate.Models;

namespace PrivacyGate.Onnx.Training.Pilots;

/// <summary>
/// Where the search for a temperature begins. The start follows from the target's temperature alone, so that a factor of
/// its logits changes nothing: where longer training makes answers sharper and fits no more, many temperatures would do,
/// and another start would end at another.
/// </summary>
/// <param name="Temperature">Of a model of the kind that has learned its members by heart and whose logits nobody scaled.</param>
/// <param name="TakenAsItIs">A target within this factor of it is taken as it is at first; 1 for none.</param>
/// <param name="Alike">Temperatures of pilot and target that differ by less than this factor are alike.</param>
internal sealed record UsualScale(double Temperature, double TakenAsItIs, double Alike)
{
    /// <summary>1.2 on Location-30. Two networks of different seeds differ by less than a tenth.</summary>
    private static readonly UsualScale Networks = new(1.2, 1.25, 1.1);

    /// <summary>Leaves go on growing once all records are right. The learning rate follows from the leaves' scale, and a pilot of few trees says little.</summary>
    private static readonly UsualScale BoostedTrees = new(1.4, 1, 1.5);

    /// <summary>Weights hardly exceed those that are calibrated.</summary>
    private static readonly UsualScale LinearModels = new(1.1, 1, 1.5);

    public static UsualScale Of(string kind) => kind switch
    {
        TrainerKinds.Boosting => BoostedTrees,
        TrainerKinds.Linear => LinearModels,
        _ => Networks,
    };

    /// <summary>What to divide the target's logits by at first.</summary>
    public double StartFor(double? target)
    {
        var start = (target ?? Temperature) / Temperature;
        return Math.Abs(Math.Log(start)) < Math.Log(TakenAsItIs) ? 1 : start;
    }
}
