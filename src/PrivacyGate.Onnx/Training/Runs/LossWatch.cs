namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>
/// When to look at the loss. A look costs about half an epoch, so they are few while the loss is far and close
/// together, down to an eighth of an epoch, when it is near: losses fall about exponentially, so the last two looks
/// tell how many steps are left. Batch losses, scaled to what the last look told, call for one before its time.
/// </summary>
internal sealed class LossWatch
{
    /// <summary>Of the steps expected to be left: rather one look more than a loss passed by.</summary>
    private const double Caution = .8;

    private readonly double wanted;
    private readonly int stepsPerEpoch;
    private readonly long shortest;
    private readonly RecentLoss recent;
    private double lookedPerRecent = 1;
    private long lastStep;
    private double lastLoss = double.NaN;
    private long next;

    /// <param name="wanted">Loss to reach, above 0.</param>
    /// <param name="stepsPerEpoch">Steps a pass over the records.</param>
    public LossWatch(double wanted, int stepsPerEpoch)
    {
        (this.wanted, this.stepsPerEpoch) = (wanted, stepsPerEpoch);
        shortest = next = Math.Max(1, stepsPerEpoch / 8);
        recent = new RecentLoss(Math.Max(1, stepsPerEpoch / 2));
    }

    /// <summary>Takes a step's batch loss and says whether to look now.</summary>
    /// <param name="step">Steps made.</param>
    /// <param name="batchLoss">Of the last one.</param>
    public bool IsTime(long step, float batchLoss)
    {
        recent.Add(batchLoss);
        return step >= next || (step >= lastStep + shortest && recent.Mean * lookedPerRecent <= wanted);
    }

    /// <summary>Takes what a look told.</summary>
    /// <param name="step">Steps made.</param>
    /// <param name="loss">On all records, in inference mode.</param>
    public void Looked(long step, double loss)
    {
        var longest = Math.Max(shortest, Math.Max(Math.Min(step, stepsPerEpoch), step / 3));
        var slope = (Math.Log(lastLoss) - Math.Log(loss)) / (step - lastStep);
        var left = slope > 0 ? Caution * Math.Log(loss / wanted) / slope : longest;
        next = step + Math.Clamp((long)Math.Min(left, longest), shortest, longest);
        lookedPerRecent = double.IsFinite(recent.Mean) && recent.Mean > 0 ? loss / recent.Mean : 1;
        (lastStep, lastLoss) = (step, loss);
    }
}
