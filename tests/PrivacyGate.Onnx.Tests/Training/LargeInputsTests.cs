using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Linear;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>More rows times columns than 32 bits count.</summary>
public class LargeInputsTests
{
    [Fact]
    public void A_linear_model_of_too_many_records_and_columns_is_told_and_not_tried()
    {
        var rows = new NumberRows([], 65_536, 65_535);

        var refusal = Assert.Throws<InputException>(() => new LogisticObjective(rows, [0], new LinkLoss(1, false)));

        Assert.Equal(DiagnosticIds.TooManyValues, refusal.Diagnostic.Id);
    }

    /// <summary>65,536 x 65,536 is 0 in 32 bits, which is just as long as no features at all.</summary>
    [Fact]
    public void Features_are_counted_in_full()
    {
        using var fitter = new NetworkFitter();
        var task = new NetworkTask([], 65_536, new float[65_536], 2, [], NetworkLoss.CrossEntropy, 1, 64, .001f, 0, 1);

        Assert.Throws<ArgumentException>(() => fitter.Fit(task, CancellationToken.None));
    }
}
